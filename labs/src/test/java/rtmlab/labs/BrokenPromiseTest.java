package rtmlab.labs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BrokenPromiseTest {

    @Test
    void howItEndedIsToldInWordsAndWhoWaitsOnLinesOfTheirOwn() {
        assertThat(
                        BrokenPromise.sentence(
                                "recovery",
                                "the faults had ended, and still not everybody was served again: TOO_MANY_STEPS"
                                        + " {admin-server-1=[], jq-relay-1=[relay jobs 0 waits for jobs read, look after], worker-1=[is down]}"))
                .isEqualTo("""
                        recovery is broken: the faults had ended, and still not everybody was served again; it went on and on
                        in the end, jq-relay-1: relay jobs 0 waits for jobs read, look after
                        in the end, worker-1: is down""");
        assertThat(BrokenPromise.sentence("recovery", "still not everybody was served again: QUIET"))
                .isEqualTo(
                        "recovery is broken: still not everybody was served again; all was at rest, and nothing more came");
    }

    @Test
    void everyOtherPromiseIsToldAsItIs() {
        assertThat(BrokenPromise.sentence("agreement", "alice saw m1: QUIET {a=[b]}"))
                .isEqualTo("agreement is broken: alice saw m1: QUIET {a=[b]}");
    }
}
