package rtmlab.updated;

import java.util.List;
import rtmlab.protocol.Job;
import rtmlab.protocol.LogRecord;
import rtmlab.protocol.Message;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.Post;
import rtmlab.protocol.Ts;
import rtmlab.protocol.api.WebApi.History;
import rtmlab.protocol.api.WebApi.Messages;
import rtmlab.protocol.port.CallFailed;
import rtmlab.protocol.port.Clock;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.MessageStore;
import rtmlab.protocol.port.SlackError;

/**
 * Database first, as the architecture was told before it had a log: a row is inserted, then everybody is told.
 *
 * <p>The row is as durable as a record of the log. What the database lacks is an order that readers can follow: nobody
 * can ask it for what came after the last message that they were told. So a place comes from a clock, and what was
 * inserted but never told is seen only by those who look at the channel's history later.
 */
final class DatabaseStep implements DurableStep {

    private final Clock clock;
    private final MessageStore store;
    private final Publisher publisher;
    private final JobEntrance jobs;
    private final int number;
    private final int webApps;
    private Ts last = Ts.BEFORE_ALL;

    /** @param webApps all of them, this one among them */
    DatabaseStep(Host host, Publisher publisher, JobEntrance jobs, List<NodeName> webApps) {
        this.clock = host.clock();
        this.store = host.messages();
        this.publisher = publisher;
        this.jobs = jobs;
        this.number = webApps.indexOf(host.name());
        this.webApps = webApps.size();
    }

    @Override
    public Ts take(Post post) {
        var stored = store.insertFirst(post.at(nextPlace())); // Waits: from here on the message exists.
        tell(stored); // A crash before this line keeps it from everybody who does not look again.
        return stored.ts();
    }

    /** By this process's clock, never the same twice, and never one that another web app could give. */
    private Ts nextPlace() {
        var earliest = Ts.later(Ts.at(clock.now()), last.next()).micros();
        last = new Ts(earliest + Math.floorMod(number - earliest, webApps));
        return last;
    }

    private void tell(Message stored) {
        // No log, no offsets: the place stands for one.
        attempt(() -> publisher.publish(new LogRecord(0, stored.ts().logOffset(), stored.post())));
        attempt(() -> jobs.enqueue(new Job(Job.Kind.INDEX, stored)));
        attempt(() -> jobs.enqueue(new Job(Job.Kind.PARSE, stored)));
    }

    private static void attempt(Runnable call) {
        try {
            call.run();
        } catch (CallFailed | SlackError _) {
            // The message is stored; but nobody will come later to tell of it, or to index it.
        }
    }

    @Override
    public Message messageAt(Post repeat, Ts place) {
        return store.insertFirst(repeat.at(place));
    }

    @Override
    public Messages history(History request) {
        var newestFirst = store.history(request.channel(), request.oldest(), request.latest(), request.limit() + 1);
        var hasMore = newestFirst.size() > request.limit();
        return new Messages(hasMore ? newestFirst.subList(0, request.limit()) : newestFirst, hasMore);
    }
}
