package rtmlab.harness.load;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import rtmlab.protocol.ChannelId;
import rtmlab.protocol.Message;
import rtmlab.protocol.Post;
import rtmlab.protocol.Ts;
import rtmlab.protocol.variant.Journal;

/** Notes that the client is online, and nothing else: where figures are wanted, and no verdict. */
final class OnlineJournal implements Journal {

    private final CompletableFuture<Boolean> firstOnline = new CompletableFuture<>();

    boolean hasBeenOnline() {
        return firstOnline.isDone();
    }

    @Override
    public void online() {
        firstOnline.complete(true);
    }

    @Override
    public void offline(String reason) {}

    @Override
    public void submitted(Post post, int attempt) {}

    @Override
    public void acknowledged(Post post, Ts ts) {}

    @Override
    public void refused(Post post, String error) {}

    @Override
    public void unknown(Post post, String reason) {}

    @Override
    public void sawLive(Message message) {}

    @Override
    public void sawByCatchUp(Message message) {}

    @Override
    public Consumer<List<Message>> reading(ChannelId channel) {
        return _ -> {};
    }

    @Override
    public void snapshot(ChannelId channel, List<Message> messages) {}
}
