package rtmlab.harness.load;

import java.util.concurrent.CompletableFuture;
import rtmlab.protocol.variant.SilentJournal;

/** Notes that the client is online, and nothing else: where figures are wanted, and no verdict. */
final class OnlineJournal extends SilentJournal {

    private final CompletableFuture<Boolean> firstOnline = new CompletableFuture<>();

    boolean hasBeenOnline() {
        return firstOnline.isDone();
    }

    @Override
    public void online() {
        firstOnline.complete(true);
    }
}
