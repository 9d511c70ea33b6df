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
    private static final Duration PATIENCE = Duration.ofMillis(1_500);

    private final Host host;
    private final Origin origin;
    private @Nullable Gathering gathering;

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
            host.spawn("ask for channels", this::ask);
        }
        joined.users().add(user);
        return joined.answer()
                .await(PATIENCE)
                .flatMap(answer -> answer)
                .map(answer -> answer.getOrDefault(user, List.of()))
                .orElseThrow(() -> new SlackError("service_unavailable"));
    }

    private void ask() {
        host.clock().sleep(GATHERING);
        var asking = gathering;
        gathering = null; // Who comes from now on wants to know what is true from now on.
        if (asking == null) {
            return;
        }
        Optional<Map<UserId, List<ChannelId>>> answer;
        try {
            answer = Optional.of(origin.call(BootApi.CHANNELS_OF_USERS, new BootApi.ChannelsOfUsers(asking.users()))
                    .channels());
        } catch (CallFailed | SlackError _) {
            answer = Optional.empty();
        }
        asking.answer().complete(answer);
    }
}
