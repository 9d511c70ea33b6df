package rtmlab.harness.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Only what is done is counted as done. */
class DoneJobsTest {

    private final Map<Integer, String> statuses = new HashMap<>();

    private DoneJobs of(int first, int last) {
        return new DoneJobs(
                first,
                last,
                jobs -> jobs.stream()
                        .map(job -> Optional.ofNullable(statuses.get(job)))
                        .toList());
    }

    @Test
    void aJobThatNobodyKnowsOfIsNotDone() {
        var jobs = of(1, 3);
        statuses.put(1, "done");
        statuses.put(3, "done");

        jobs.look();

        assertThat(jobs.count()).isEqualTo(2);
    }

    @Test
    void aJobThatIsQueuedOrRunsOrIsDeadIsNotDone() {
        statuses.put(1, "queued");
        statuses.put(2, "running");
        statuses.put(3, "retrying: the store is away");
        statuses.put(4, "dead: the store refuses it");
        var jobs = of(1, 4);

        jobs.look();

        assertThat(jobs.count()).isZero();
    }

    @Test
    void whatWasSeenDoneCountsAlsoWhenItIsForgotten() {
        statuses.put(1, "done");
        var jobs = of(1, 2);
        jobs.look();
        statuses.clear();
        statuses.put(2, "done");

        jobs.look();

        assertThat(jobs.count()).isEqualTo(2);
    }

    @Test
    void eachOfManyIsAskedFor() {
        IntStream.rangeClosed(1, 2_500).filter(job -> job != 1_700).forEach(job -> statuses.put(job, "done"));
        var jobs = of(1, 2_500);

        jobs.look();

        assertThat(jobs.count()).isEqualTo(2_499);
    }
}
