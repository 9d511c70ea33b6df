package rtmlab.harness.simulated;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import rtmlab.checkers.history.HistoryRecorder;
import rtmlab.harness.experiment.RecordingJournal;
import rtmlab.harness.experiment.Team;
import rtmlab.harness.simulated.Workload.Newcomer;
import rtmlab.protocol.Channel;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.api.WebApi;
import rtmlab.protocol.port.CallFailed;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.SlackError;
import rtmlab.protocol.variant.Member;
import rtmlab.simulator.world.World;

/**
 * What becomes of a team while its members talk: newcomers join its last channel or are invited to it, and the first
 * member gives that channel two names at once, by two web apps. Each is asked for until it is done, as by somebody who gets
 * no answer, and on a device beside the member's client.
 *
 * <p>That everybody shows the same name in the end is no promise, since nothing of what was said depends on it; that
 * somebody goes on with an old one is told as a trouble.
 */
final class TeamChanges {

    /** What a run shows in which somebody goes on with an old name. */
    static final String NAME_OUTDATED = "name-outdated";

    private static final List<String> NAMES = List.of("lounge", "den");
    private static final Duration PAUSE = Duration.ofMillis(100);

    /** An answer by which what is asked for is so already. */
    private static final Set<String> DONE_BEFORE = Set.of("already_in_channel");

    private final World world;
    private final Team team;
    private final Channel channel;
    private final List<Newcomer> newcomers;
    private final List<NodeName> webApps;

    /** Every member of this team has another device from now on. */
    TeamChanges(World world, Team team, List<Newcomer> newcomers, List<NodeName> webApps) {
        this.world = world;
        this.team = team;
        this.channel = team.channels().getLast();
        this.newcomers = newcomers;
        this.webApps = webApps;
        team.members().forEach(member -> world.startClient(deviceOf(member), _ -> {}));
    }

    private static NodeName deviceOf(Member member) {
        return new NodeName(member.name() + "-tablet");
    }

    /** From the beginning of the workload on. */
    void begin(HistoryRecorder history) {
        var first = team.members().getFirst();
        for (var newcomer : newcomers) {
            var member = newcomer.member();
            var user = member.user().id();
            world.script(deviceOf(newcomer.isInvited() ? first : member), host -> {
                // It may be so from here on; and since it is asked for until it is done, it will be.
                history.joined(member.name(), channel.name());
                untilDone(host, 0, webApp -> {
                    if (newcomer.isInvited()) {
                        var invite = new WebApi.Invite(first.token(), channel.id(), List.of(user));
                        host.http().call(webApp, WebApi.INVITE, invite);
                    } else {
                        var join = new WebApi.OneConversation(member.token(), channel.id());
                        host.http().call(webApp, WebApi.JOIN, join);
                    }
                });
            });
        }
        for (var number = 0; number < NAMES.size(); number++) {
            var webApp = number;
            var rename = new WebApi.RenameConversation(first.token(), channel.id(), NAMES.get(number));
            world.script(
                    deviceOf(first),
                    host -> untilDone(host, webApp, asked -> host.http().call(asked, WebApi.RENAME, rename)));
        }
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

    /** When all is well again: a sentence that tells who shows another name than the directory has; empty where nobody does. */
    Optional<String> outdated(Iterable<RecordingJournal> screens) {
        var names = world.probe(host ->
                host.directory().channelsOf(team.members().getFirst().user().id()));
        var name = names.stream()
                .filter(found -> found.id().equals(channel.id()))
                .map(Channel::name)
                .findFirst()
                .orElseThrow();
        for (var screen : screens) {
            var shown = screen.nameOf(channel.id());
            if (shown.isPresent() && !shown.get().equals(name)) {
                return Optional.of("%s is shown #%s, as it was once called: its name is %s"
                        .formatted(screen.member(), shown.get(), name));
            }
        }
        return Optional.empty();
    }
}
