package rtmlab.backends.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimitsTest {

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1);
    private final RateLimiter limiter = new RateLimiter(RateLimits.parse("users.list=20"), nanos::get);

    @Test
    void aMinutesCallsMayComeAtOnceAndThenOneAfterTheOther() {
        for (var call = 1; call <= 20; call++) {
            assertThat(limiter.count("/api/users.list", "alice")).isEmpty();
        }
        assertThat(limiter.count("/api/users.list", "alice")).hasValue(Duration.ofSeconds(3));
        assertThat(limiter.count("/api/users.list", "bob")).isEmpty();
        nanos.addAndGet(Duration.ofSeconds(3).toNanos());
        assertThat(limiter.count("/api/users.list", "alice")).isEmpty();
        assertThat(limiter.count("/api/users.list", "alice")).isPresent();
        nanos.addAndGet(Duration.ofHours(1).toNanos());
        for (var call = 1; call <= 20; call++) {
            assertThat(limiter.count("/api/users.list", "alice")).isEmpty();
        }
        assertThat(limiter.count("/api/users.list", "alice")).isPresent();
    }

    @Test
    void onlyWhatIsNamedIsCounted() {
        assertThat(limiter.counts("/api/users.list")).isTrue();
        assertThat(limiter.counts("/api/users.info")).isFalse();
        assertThat(limiter.counts("/internal/users.list")).isFalse();
        assertThat(new RateLimiter(RateLimits.NONE, nanos::get).counts("/api/users.list"))
                .isFalse();
    }

    @Test
    void limitsAreReadAsTheyAreWritten() {
        assertThat(RateLimits.parse(null)).isEqualTo(RateLimits.NONE);
        assertThat(RateLimits.parse("").callsPerMinute()).isEmpty();
        assertThat(RateLimits.parse("users.list=20,chat.postMessage=60").callsPerMinute())
                .isEqualTo(Map.of("users.list", 20, "chat.postMessage", 60));
        assertThat(RateLimits.parse("slack").callsPerMinute())
                .containsEntry("rtm.connect", 1)
                .containsEntry("conversations.list", 20)
                .containsEntry("conversations.history", 50)
                .containsEntry("users.info", 100);
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "users.list", "users.list=", "users.list=0", "users.list=-1", "users.list=1;x=2"})
    void whatIsNoLimitIsRefusedInOneSentence(String text) {
        assertThatThrownBy(() -> RateLimits.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("\n");
    }
}
