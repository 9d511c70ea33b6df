package rtmlab.protocol.shared;

import rtmlab.protocol.ChannelId;
import rtmlab.protocol.Job;
import rtmlab.protocol.Message;
import rtmlab.protocol.Ts;
import rtmlab.protocol.api.WebApi.Messages;
import rtmlab.protocol.port.MessageStore;

/** What messages link to: noted by the job {@link Job.Kind#UNFURL}, and shown with a channel's history. */
public final class Previews {

    private final MessageStore store;

    public Previews(MessageStore store) {
        this.store = store;
    }

    /** Whether there is anything to be noted. */
    public static boolean isWorthAJob(Message message) {
        return !Markup.links(message.text()).isEmpty();
    }

    /** Notes what a message links to; may be done again. Waits. */
    public void note(Message message) {
        store.addLinks(message, Markup.links(message.text()));
    }

    /** The same page of history, with what its messages link to. Waits only where one of them does. */
    public Messages addTo(ChannelId channel, Messages page) {
        var messages = page.messages();
        if (messages.stream().noneMatch(Previews::isWorthAJob)) {
            return page;
        }
        var after = new Ts(messages.getLast().ts().micros() - 1);
        var links = store.links(channel, after, messages.getFirst().ts().next());
        return new Messages(messages, page.hasMore(), links);
    }
}
