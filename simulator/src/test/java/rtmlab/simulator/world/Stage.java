package rtmlab.simulator.world;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.api.Endpoint;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.MaybeDone;
import rtmlab.protocol.port.NotDone;
import rtmlab.simulator.choice.Choices;
import rtmlab.simulator.choice.Departure;

/** Two nodes for a test: an actor whose one call is looked at, and a peer who notes what reaches it. */
final class Stage implements AutoCloseable {

    static final NodeName ACTOR = new NodeName("actor-1");
    static final NodeName PEER = new NodeName("peer-1");
    static final Endpoint<Note, Noted> NOTE = new Endpoint<>("POST", "/note", Note.class, Noted.class);

    record Note(String text) {}

    record Noted(int count) {}

    final World world;

    /** What reached the peer, over all its lives. */
    final List<String> noted = new ArrayList<>();

    /** How the actor's calls ended. */
    final List<String> endings = new ArrayList<>();

    /** What the actor finds when it starts. */
    Consumer<Host> atStart = _ -> {};

    Stage(Settings settings, String... departures) {
        world = World.recording(
                settings,
                Choices.named(List.of(departures).stream().map(Departure::parse).toList()));
        world.startServer(ACTOR, () -> host -> atStart.accept(host));
        world.startServer(
                PEER,
                () -> host -> host.http().serve(NOTE, note -> {
                    noted.add(note.text());
                    return new Noted(noted.size());
                }));
        world.settle();
    }

    /** Has the actor do this as its workload, and notes how it ends: with its result, or with what is known. */
    void act(Function<Host, Object> action) {
        world.beginWorkload();
        script(action);
        world.settle();
    }

    void script(Function<Host, Object> action) {
        world.script(ACTOR, host -> {
            try {
                endings.add(String.valueOf(action.apply(host)));
            } catch (NotDone _) {
                endings.add("not done");
            } catch (MaybeDone _) {
                endings.add("maybe done");
            }
        });
    }

    Machine actor() {
        var machine = world.machine(ACTOR);
        if (machine == null) {
            throw new IllegalStateException("there is no actor");
        }
        return machine;
    }

    boolean actorCrashed() {
        return world.trace().stream()
                .anyMatch(happening -> happening.kind() == Happening.Kind.CRASHED
                        && happening.where().equals(ACTOR.value()));
    }

    @Override
    public void close() {
        world.close();
    }
}
