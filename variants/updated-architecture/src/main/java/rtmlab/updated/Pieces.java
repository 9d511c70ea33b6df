package rtmlab.updated;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import rtmlab.protocol.shared.Feed;
import rtmlab.protocol.variant.Mechanisms;

/**
 * What the architecture's processes are made with, where a piece of another make would fit as well.
 *
 * @param relaying null where relays do it as the mechanisms have it
 * @param working null where workers do it as the mechanisms have it
 * @param feed null where clients show what comes as every architecture's clients do
 */
record Pieces(
        SendPath.Factory sendPath,
        RetryPath.Factory retryPath,
        FirstPlaces.Factory firstPlaces,
        ReleaseBuffer.Factory releaseBuffer,
        RingPlan.Factory ringPlan,
        Fence.Factory fence,
        Relaying.@Nullable Factory relaying,
        Working.@Nullable Factory working,
        Gate.Factory gate,
        TypingPath.Factory typingPath,
        Feed.@Nullable Factory feed) {

    /** The architecture's own, as the mechanisms choose them. */
    static Pieces chosenBy(Mechanisms on) {
        return new Pieces(
                on.has(UpdatedArchitecture.LOG_BEFORE_BROADCAST) ? LogFirst::new : BroadcastFirst::new,
                on.has(UpdatedArchitecture.CLIENT_MESSAGE_ID) ? Repeats::new : ports -> ports::send,
                () -> new Places(ChannelLog.WINDOW),
                ports -> new HoldBack(ports, on),
                HashRing::new,
                on.has(UpdatedArchitecture.FENCING) ? EpochFence::new : NoFence::new,
                null,
                null,
                ShutWhenSlow::new,
                ports -> ports::passOn,
                null);
    }

    /** The same pieces, but for those that are changed in the copy. */
    Pieces but(Consumer<Copy> change) {
        var copy = new Copy(this);
        change.accept(copy);
        return copy.pieces();
    }

    /** A copy of all pieces, each of which can be exchanged. */
    static final class Copy {
        SendPath.Factory sendPath;
        RetryPath.Factory retryPath;
        FirstPlaces.Factory firstPlaces;
        ReleaseBuffer.Factory releaseBuffer;
        RingPlan.Factory ringPlan;
        Fence.Factory fence;
        Relaying.@Nullable Factory relaying;
        Working.@Nullable Factory working;
        Gate.Factory gate;
        TypingPath.Factory typingPath;
        Feed.@Nullable Factory feed;

        private Copy(Pieces original) {
            sendPath = original.sendPath;
            retryPath = original.retryPath;
            firstPlaces = original.firstPlaces;
            releaseBuffer = original.releaseBuffer;
            ringPlan = original.ringPlan;
            fence = original.fence;
            relaying = original.relaying;
            working = original.working;
            gate = original.gate;
            typingPath = original.typingPath;
            feed = original.feed;
        }

        private Pieces pieces() {
            return new Pieces(
                    sendPath,
                    retryPath,
                    firstPlaces,
                    releaseBuffer,
                    ringPlan,
                    fence,
                    relaying,
                    working,
                    gate,
                    typingPath,
                    feed);
        }
    }
}
