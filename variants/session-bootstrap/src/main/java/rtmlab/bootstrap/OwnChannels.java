package rtmlab.bootstrap;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import rtmlab.protocol.Channel;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.Message;
import rtmlab.protocol.Standing;
import rtmlab.protocol.UserId;
import rtmlab.protocol.api.Frame;
import rtmlab.protocol.api.WebApi;
import rtmlab.protocol.api.WebApi.Conversation;
import rtmlab.protocol.api.WebApi.Reading;

/** The channels that a session's user is in, and what is unread in them: the snapshot, and what the stream told since. */
final class OwnChannels {

    private final Map<ChannelId, Conversation> channels = new LinkedHashMap<>();

    /** The snapshot may have been read before or after these. */
    private final List<Frame.ChannelRename> beforeTheSnapshot = new ArrayList<>();

    private @Nullable UserId self;

    /** Joined or left since: the stream did not tell all of them. */
    private final Set<ChannelId> changed = new HashSet<>();

    void begin(WebApi.Start snapshot) {
        self = snapshot.connection().self().id();
        channels.clear();
        snapshot.channels()
                .forEach(conversation -> channels.put(conversation.channel().id(), conversation));
        beforeTheSnapshot.forEach(this::renamed);
    }

    List<Conversation> all() {
        return List.copyOf(channels.values());
    }

    boolean has(ChannelId channel) {
        return channels.containsKey(channel);
    }

    /** Whether the user has been in this one all the time. */
    boolean hasAsAtFirst(ChannelId channel) {
        return channels.containsKey(channel) && !changed.contains(channel);
    }

    void joined(Channel channel) {
        changed.add(channel.id());
        channels.putIfAbsent(channel.id(), new Conversation(new Standing(channel, true)));
    }

    void left(ChannelId channel) {
        changed.add(channel);
        channels.remove(channel);
    }

    void renamed(Frame.ChannelRename event) {
        if (self == null) {
            beforeTheSnapshot.add(event);
        }
        var channel = event.channel();
        channels.computeIfPresent(channel.id(), (_, conversation) -> {
            var standing = new Standing(channel, conversation.standing().isMember());
            return new Conversation(standing, conversation.memberCount(), conversation.reading());
        });
    }

    void posted(Message message) {
        channels.computeIfPresent(message.channel(), (_, conversation) -> counted(conversation, message));
    }

    private Conversation counted(Conversation conversation, Message message) {
        var reading = conversation.reading();
        if (reading == null || message.author().equals(self) || !message.ts().isAfter(reading.lastRead())) {
            return conversation;
        }
        var oneMore = new Reading(reading.lastRead(), reading.unread() + 1);
        return new Conversation(conversation.standing(), conversation.memberCount(), oneMore);
    }
}
