package rtmlab.bootstrap;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.UserId;
import rtmlab.protocol.api.BootApi;
import rtmlab.protocol.port.CallFailed;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.Later;
import rtmlab.protocol.port.SlackError;

/**
 * Which channels users are in now, asked of the origin for all at once who come within a moment: when everybody comes
 * back, that is one query for a hundred of them.
 */
final class ChannelLists {

    private static final Duration GATHERING = Duration.ofMillis(20);

    /** Between two questions, so that a crowd that takes seconds to come costs a few hundred of them at most. */
    private static final Duration PAUSE = Duration.ofMillis(30);

    private static final Duration PATIENCE = Duration.ofMillis(1_500);

    private final Host host;
    private final Origin origin;
    private @Nullable Gathering gathering;
    private boolean isAsking;

    ChannelLists(Host host, Origin origin) {
        this.host = host;
        this.origin = origin;
    }

    /** Those who ask together. */
    private record Gathering(List<UserId> users, Later<Optional<Map<UserId, List<ChannelId>>>> answer) {}

    /** As of no earlier than this call; throws {@code service_unavailable} when the origin does not say. Waits. */
    List<ChannelId> of(UserId user) {
        var joined = gathering;
        if (joined == null) {
            joined = new Gathering(new ArrayList<>(), host.later());
            gathering = joined;
            if (!isAsking) {
                isAsking = true;
                host.spawn("ask for channels", this::askWhileAnybodyWaits);
            }
        }
        joined.users().add(user);
        return joined.answer()
                .await(PATIENCE)
                .flatMap(answer -> answer)
                .map(answer -> answer.getOrDefault(user, List.of()))
                .orElseThrow(() -> new SlackError("service_unavailable"));
    }

    /** One question at a time: the slower the origin answers, the more ask together. */
    private void askWhileAnybodyWaits() {
        host.clock().sleep(GATHERING);
        while (gathering != null) {
            var asking = gathering;
            gathering = null; // Who comes from now on wants to know what is true from now on.
            asking.answer().complete(ask(asking.users()));
            host.clock().sleep(PAUSE);
        }
        isAsking = false;
    }

    private Optional<Map<UserId, List<ChannelId>>> ask(List<UserId> users) {
        try {
            return Optional.of(origin.call(BootApi.CHANNELS_OF_USERS, new BootApi.ChannelsOfUsers(users))
                    .channels());
        } catch (CallFailed | SlackError _) {
            return Optional.empty();
        }
    }
}
