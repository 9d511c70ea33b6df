package rtmlab.initial;

import java.time.Duration;
import rtmlab.protocol.Job;
import rtmlab.protocol.port.CallFailed;
import rtmlab.protocol.port.Clock;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.KeyValues;
import rtmlab.protocol.port.Node;
import rtmlab.protocol.port.SearchIndex;
import rtmlab.protocol.shared.Previews;

/** Takes jobs from Redis and does them, each once at most. */
final class Worker implements Node {

    private static final Duration PAUSE = Duration.ofMillis(50);

    private Clock clock;
    private KeyValues redis;
    private SearchIndex index;
    private Previews previews;

    @Override
    public void start(Host host) {
        clock = host.clock();
        redis = host.redis();
        index = host.search();
        previews = new Previews(host.messages());
        host.spawn("work", this::work);
    }

    private void work() {
        while (true) {
            try {
                perform(redis.brpop(JobQueue.PENDING)); // A crash from here on loses the job.
            } catch (CallFailed _) {
                clock.sleep(PAUSE); // So does a failure: the original takes the next one.
            }
        }
    }

    private void perform(Job job) {
        switch (job.kind()) {
            case INDEX -> index.index(job.message());
            case UNFURL -> previews.note(job.message());
            case PERSIST, PARSE, NOTIFY ->
                throw new IllegalStateException("the web app has stored it, and asks for no " + job.kind());
        }
    }
}
