package rtmlab.harness.simulated;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import rtmlab.checkers.history.Event;
import rtmlab.checkers.history.History;
import rtmlab.checkers.history.HistoryRecorder;
import rtmlab.harness.experiment.RecordingJournal;
import rtmlab.harness.experiment.Team;
import rtmlab.harness.simulated.Workload.Leaver;
import rtmlab.harness.simulated.Workload.Newcomer;
import rtmlab.protocol.Channel;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.Presence;
import rtmlab.protocol.UserId;
import rtmlab.protocol.api.WebApi;
import rtmlab.protocol.port.CallFailed;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.SlackError;
import rtmlab.protocol.variant.ForwardingJournal;
import rtmlab.protocol.variant.Journal;
import rtmlab.protocol.variant.Member;
import rtmlab.simulator.world.SimulatedSystem;
import rtmlab.simulator.world.World;

/**
 * What becomes of a team while its members talk: newcomers join its last channel or are invited to it, and the first
 * member gives that channel two names at once, by two web apps, and then leaves it. Each is asked for until it is done, as
 * by somebody who gets no answer, and on a device beside the member's client. And everybody watches who is there.
 *
 * <p>Whoever has been told that she has left is shown nothing more: by her screen, as {@code integrity} has it, and by the
 * answer to her request, after which others may say what they like. That everybody shows the same name in the end, and
 * who is there, is no promise, since nothing of what was said depends on it; that somebody goes on with what is outdated is
 * told as a trouble.
 */
final class TeamChanges {

    /** What a run shows in which somebody goes on with an old name. */
    static final String NAME_OUTDATED = "name-outdated";

    /** What a run shows in which somebody who is there is shown as away. */
    static final String PRESENCE_OUTDATED = "presence-outdated";

    /** What a run shows in which somebody's screen goes on with a channel that she has left. */
    static final String LEFT_UNSEEN = "left-unseen";

    private static final List<String> NAMES = List.of("lounge", "den");
    private static final Duration PAUSE = Duration.ofMillis(100);

    /** An answer by which what is asked for is so already. */
    private static final Set<String> DONE_BEFORE = Set.of("already_in_channel");

    private final World world;
    private final Team team;
    private final Channel channel;
    private final List<Newcomer> newcomers;
    private final List<Leaver> leavers;
    private final List<NodeName> webApps;
    private final HistoryRecorder history;
    private int asksOfFirstMember;

    /** How many events the history had when the leaver was answered; all of them until then. */
    private int eventsUntilLeft = Integer.MAX_VALUE;

    /** Puts into the history what a member's screen tells of whether she belongs to a channel. */
    static final class Belonging extends ForwardingJournal {
        private final HistoryRecorder history;
        private final Team team;
        private final String member;

        Belonging(HistoryRecorder history, Team team, Member member, Journal next) {
            super(next);
            this.history = history;
            this.team = team;
            this.member = member.name();
        }

        @Override
        public void sawJoined(ChannelId channel) {
            history.joined(member, team.nameOf(channel));
        }

        @Override
        public void sawLeft(ChannelId channel) {
            history.left(member, team.nameOf(channel));
        }
    }

    /** Every member of this team has another device from now on. */
    TeamChanges(World world, Workload workload, Team team, List<NodeName> webApps, HistoryRecorder history) {
        this.world = world;
        this.team = team;
        this.channel = team.channels().getLast();
        this.newcomers = workload.newcomers(team);
        this.leavers = workload.leavers(team);
        this.webApps = webApps;
        this.history = history;
        team.members().forEach(member -> world.startClient(deviceOf(member), _ -> {}));
    }

    private static NodeName deviceOf(Member member) {
        return new NodeName(member.name() + "-tablet");
    }

    /** From the beginning of the workload on. */
    void begin(SimulatedSystem system) {
        var first = team.members().getFirst();
        for (var newcomer : newcomers) {
            var member = newcomer.member();
            if (newcomer.isInvited()) {
                var invite = new WebApi.Invite(
                        first.token(), channel.id(), List.of(member.user().id()));
                firstMemberAsks(
                        0, () -> comes(member), (host, webApp) -> host.http().call(webApp, WebApi.INVITE, invite));
            } else {
                var join = new WebApi.OneConversation(member.token(), channel.id());
                world.script(deviceOf(member), host -> {
                    comes(member);
                    untilDone(host, 0, webApp -> host.http().call(webApp, WebApi.JOIN, join));
                });
            }
        }
        for (var number = 0; number < NAMES.size(); number++) {
            var rename = new WebApi.RenameConversation(first.token(), channel.id(), NAMES.get(number));
            firstMemberAsks(number, () -> {}, (host, webApp) -> host.http().call(webApp, WebApi.RENAME, rename));
        }
        team.members().forEach(member -> system.script(member, (client, _) -> client.watch(othersThan(member))));
    }

    /** It may be so from here on; and since it is asked for until it is done, it will be. */
    private void comes(Member newcomer) {
        history.joined(newcomer.name(), channel.name());
    }

    private List<UserId> othersThan(Member member) {
        return team.members().stream()
                .filter(other -> !other.equals(member))
                .map(other -> other.user().id())
                .toList();
    }

    /** Beside all that she asks for else; when everything is done, she leaves. */
    private void firstMemberAsks(int firstWebApp, Runnable before, BiConsumer<Host, NodeName> request) {
        asksOfFirstMember++;
        world.script(deviceOf(team.members().getFirst()), host -> {
            before.run();
            untilDone(host, firstWebApp, webApp -> request.accept(host, webApp));
            asksOfFirstMember--;
            if (asksOfFirstMember == 0) {
                leavers.forEach(leaver -> leaves(leaver, host));
            }
        });
    }

    private void leaves(Leaver leaver, Host host) {
        var leave = new WebApi.OneConversation(
                leaver.member().token(), leaver.channel().id());
        untilDone(host, 0, webApp -> host.http().call(webApp, WebApi.LEAVE, leave));
        eventsUntilLeft = history.history().events().size();
    }

    private void untilDone(Host host, int firstWebApp, Consumer<NodeName> request) {
        for (var tries = firstWebApp; ; tries++) {
            try {
                request.accept(webApps.get(tries % webApps.size()));
                return;
            } catch (CallFailed _) {
                host.clock().sleep(PAUSE);
            } catch (SlackError refused) {
                if (DONE_BEFORE.contains(refused.word())) {
                    return;
                }
                host.clock().sleep(PAUSE);
            }
        }
    }

    /** When all is well again: the outcome, with what is wrong with anybody's screen beside what is said on it. */
    SimulatedOutcome judged(SimulatedOutcome outcome, Collection<RecordingJournal> screens) {
        var judged = outcome.breaking("integrity", shownAfterLeaving(outcome.history()));
        return outcome.hasRecovered()
                ? judged.with(NAME_OUTDATED, outdatedName(screens))
                        .with(PRESENCE_OUTDATED, outdatedPresence(screens))
                        .with(LEFT_UNSEEN, unseenLeave(outcome.history()))
                : judged;
    }

    /** Who shows another name than the directory has; whoever has left the channel hears no more of its names. */
    private Optional<String> outdatedName(Collection<RecordingJournal> screens) {
        var workspace = team.members().getFirst().user().workspace();
        var name = world.probe(host -> host.directory().channel(workspace, channel.id()))
                .orElseThrow()
                .name();
        return screens.stream()
                .filter(screen -> leavers.stream()
                        .noneMatch(leaver -> leaver.member().name().equals(screen.member())))
                .filter(screen -> !screen.nameOf(channel.id()).orElse(name).equals(name))
                .findFirst()
                .map(screen -> "%s is shown #%s, as it was once called: its name is %s"
                        .formatted(screen.member(), screen.nameOf(channel.id()).orElseThrow(), name));
    }

    /** Everybody is there when all is well again. */
    private Optional<String> outdatedPresence(Collection<RecordingJournal> screens) {
        return screens.stream()
                .flatMap(screen -> othersThan(team.member(screen.member())).stream()
                        .filter(other -> !screen.presenceOf(other).equals(Optional.of(Presence.ACTIVE)))
                        .map(other -> "%s is shown that %s is %s, who is connected"
                                .formatted(
                                        screen.member(),
                                        team.nameOf(other),
                                        screen.presenceOf(other).isPresent() ? "away" : "nobody knows where")))
                .findFirst();
    }

    private Optional<String> unseenLeave(History history) {
        return leavers.stream()
                .filter(leaver -> history.events().stream()
                        .noneMatch(event -> event instanceof Event.Left left
                                && left.member().equals(leaver.member().name())))
                .findFirst()
                .map(leaver -> leaver.member().name() + " has left #" + channel.name()
                        + ", and the screen goes on as if nothing had been");
    }

    /** What somebody first asked to be sent after the leaver had been answered. */
    private Optional<String> shownAfterLeaving(History history) {
        var since = new HashSet<String>();
        for (var place = 0; place < history.events().size(); place++) {
            var event = history.events().get(place);
            if (event instanceof Event.Submitted request && request.attempt() == 1 && place >= eventsUntilLeft) {
                since.add(request.id());
            }
            if (event instanceof Event.Saw saw && since.contains(saw.id()) && isOfLeaver(saw)) {
                return Optional.of("%s had left #%s, and been told so, before %s was sent, and saw it"
                        .formatted(saw.member(), saw.channel(), saw.id()));
            }
        }
        return Optional.empty();
    }

    private boolean isOfLeaver(Event.Saw saw) {
        return leavers.stream()
                .anyMatch(leaver -> leaver.member().name().equals(saw.member())
                        && leaver.channel().name().equals(saw.channel()));
    }
}
