package rtmlab.protocol.shared;

import rtmlab.protocol.Post;
import rtmlab.protocol.Ts;
import rtmlab.protocol.port.Clock;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.MaybeDone;
import rtmlab.protocol.port.NotDone;
import rtmlab.protocol.port.SlackError;
import rtmlab.protocol.variant.Journal;

/** Sends a post, retrying with the same id until something is known or patience ends, and tells the user which. */
public final class PatientSender {

    /** About half a minute's worth of tries: longer than a crashed server takes to come back on a busy machine. */
    private static final int MAX_ATTEMPTS = 45;

    /** One try at sending; returns the place that the post got, or throws what is known. */
    public interface Attempt {
        Ts send(Post post);
    }

    private final Host host;
    private final Clock clock;
    private final Journal journal;
    private final Attempt attempt;

    public PatientSender(Host host, Journal journal, Attempt attempt) {
        this.host = host;
        this.clock = host.clock();
        this.journal = journal;
        this.attempt = attempt;
    }

    public void send(Post post) {
        var backOff = new BackOff(host.random());
        for (var number = 1; number <= MAX_ATTEMPTS; number++) {
            journal.submitted(post, number);
            try {
                journal.acknowledged(post, attempt.send(post));
                return;
            } catch (NotDone failure) {
                journal.refused(post, failure.reason()); // This try; another may still succeed.
            } catch (MaybeDone failure) {
                journal.unknown(post, failure.reason());
            } catch (SlackError refusal) {
                journal.refused(post, refusal.word());
                return;
            }
            clock.sleep(backOff.next());
        }
    }
}
