package rtmlab.harness.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import rtmlab.harness.experiment.Team;
import rtmlab.harness.load.LoadFigures.Flight;
import rtmlab.harness.real.RealWorld;
import rtmlab.harness.real.Waiting;

/** An architecture on real processes with a team whose members all speak in all channels, by its own clients. */
public final class Crew implements Subject {

    private static final Duration CONNECTS_WITHIN = Duration.ofSeconds(60);

    private final RealWorld world;
    private final Supplier<List<ProcessHandle>> servers;
    private final Team team;
    private final int textBytes;
    private final Map<String, Flight> flights = new ConcurrentHashMap<>();
    private final List<LoadMember> members = new ArrayList<>();

    /** Enters the team and waits until all its members are online. */
    public Crew(RealWorld world, Supplier<List<ProcessHandle>> servers, Team team, int textBytes) {
        this.world = world;
        this.servers = servers;
        this.team = team;
        this.textBytes = textBytes;
        world.probe().run(() -> team.enterInto(world.probe().directory()));
        var journals = new ArrayList<OnlineJournal>();
        for (var member : team.members()) {
            var journal = new OnlineJournal();
            journals.add(journal);
            members.add(new LoadMember(world, member, members.size(), journal, flights));
        }
        if (!Waiting.within(CONNECTS_WITHIN, () -> journals.stream().allMatch(OnlineJournal::hasBeenOnline))) {
            close();
            throw new IllegalStateException(
                    "not all members of the load could connect to the " + name() + " architecture");
        }
    }

    @Override
    public String name() {
        return world.architecture().name();
    }

    @Override
    public int members() {
        return members.size();
    }

    @Override
    public void send(long number, Flight flight) {
        var id = "load-" + number;
        flights.put(id, flight);
        var channel = team.channels()
                .get((int) (number / members.size() % team.channels().size()));
        members.get((int) (number % members.size())).say(channel, Text.of(number, textBytes), id);
    }

    @Override
    public boolean isCalm() {
        return members.stream().allMatch(member -> member.requestsUnderWay() == 0);
    }

    @Override
    public List<ProcessHandle> processes() {
        return Stream.concat(world.deployment().processes().stream(), servers.get().stream())
                .toList();
    }

    @Override
    public void close() {
        members.forEach(LoadMember::close);
    }
}
