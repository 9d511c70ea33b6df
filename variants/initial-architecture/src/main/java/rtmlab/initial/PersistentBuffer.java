package rtmlab.initial;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.ClientMessageId;
import rtmlab.protocol.Message;
import rtmlab.protocol.Post;
import rtmlab.protocol.Ts;
import rtmlab.protocol.UserId;
import rtmlab.protocol.port.Disk;

/**
 * The channel server's own file of messages that are not stored yet.
 *
 * <p>It only ever grows while the process lives: a message is one line, its confirmation another. A line holds its
 * parts between tabs: {@code unsaved}, ts, channel, author, client message id, text; or {@code saved}, ts, channel.
 */
final class PersistentBuffer {

    private static final String FILE = "unsaved-messages";

    private final Disk disk;

    PersistentBuffer(Disk disk) {
        this.disk = disk;
    }

    /** Returns when a crash can no longer lose the message. */
    void write(Message message) {
        disk.append(FILE, unsaved(message));
        disk.sync(FILE);
    }

    /** Notes that the message is stored. Not synced: forgetting it costs a repeat, waiting for it costs time. */
    void confirm(Message message) {
        disk.append(FILE, line("saved", place(message)));
    }

    /** What was written and never confirmed, in the order of writing; leaves nothing else in the file. */
    List<Message> unconfirmed() {
        var unconfirmed = new LinkedHashMap<String, Message>();
        for (var line : disk.read(FILE)) {
            var parts = line.split("\t", -1);
            switch (parts[0]) {
                case "unsaved" -> {
                    var message = message(parts);
                    unconfirmed.put(place(message), message);
                }
                case "saved" -> unconfirmed.remove(line.substring("saved\t".length()));
                default -> throw new IllegalStateException("not a line of " + FILE + ": " + line);
            }
        }
        var messages = List.copyOf(unconfirmed.values());
        disk.replace(FILE, messages.stream().map(PersistentBuffer::unsaved).toList());
        return messages;
    }

    private static String unsaved(Message message) {
        return line(
                "unsaved",
                place(message),
                escape(message.author().value()),
                escape(message.clientMessageId().value()),
                escape(message.text()));
    }

    private static String place(Message message) {
        return line(message.ts().toString(), escape(message.channel().value()));
    }

    private static Message message(String[] parts) {
        var text = new ArrayList<String>();
        for (var part : parts) {
            text.add(part.translateEscapes());
        }
        var post = new Post(
                new ChannelId(text.get(2)), new UserId(text.get(3)), text.get(5), new ClientMessageId(text.get(4)));
        return post.at(Ts.parse(text.get(1)));
    }

    private static String line(String... parts) {
        return String.join("\t", parts);
    }

    private static String escape(String text) {
        return text.replace("\\", "\\\\")
                .replace("\n", "\\n")
                .replace("\r", "\\r")
                .replace("\t", "\\t");
    }
}
