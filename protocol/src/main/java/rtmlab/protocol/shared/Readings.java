package rtmlab.protocol.shared;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.ReadMark;
import rtmlab.protocol.User;
import rtmlab.protocol.api.WebApi.Reading;
import rtmlab.protocol.port.Directory;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.MessageStore;

/** How far users have read, and what comes after: marks from the directory, counts from the store. */
final class Readings {

    private final Directory directory;
    private final MessageStore store;

    Readings(Host host) {
        this.directory = host.directory();
        this.store = host.messages();
    }

    /** Of one channel; null for whoever is no member. */
    @Nullable
    Reading of(User user, ChannelId channel) {
        var marks = directory.readMarks(user.id()).stream()
                .filter(mark -> mark.channel().equals(channel))
                .toList();
        return counted(user, marks).get(channel);
    }

    /** Of every channel that the user belongs to. */
    Map<ChannelId, Reading> of(User user) {
        return counted(user, directory.readMarks(user.id()));
    }

    private Map<ChannelId, Reading> counted(User user, List<ReadMark> marks) {
        var counts = store.unread(user.id(), marks);
        var readings = new TreeMap<ChannelId, Reading>();
        for (var place = 0; place < marks.size(); place++) {
            var mark = marks.get(place);
            readings.put(mark.channel(), new Reading(mark.lastRead(), counts.get(place)));
        }
        return readings;
    }
}
