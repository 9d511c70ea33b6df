package rtmlab.labs.grade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import rtmlab.labs.Result;

class OnRealServersTest {

    private static final Duration LONG = Duration.ofMinutes(10);

    @Test
    void whatNeverComesToAnEndIsGivenUp() {
        var never = new CompletableFuture<Result>();

        assertThatThrownBy(() -> OnRealServers.within(Duration.ofMillis(1), never::join))
                .isInstanceOf(TimeoutException.class);
    }

    @Test
    void whatComesToAnEndIsItself() throws TimeoutException {
        var passed = Result.passed("in time");

        assertThat(OnRealServers.within(LONG, () -> passed)).isSameAs(passed);
        assertThatThrownBy(() -> OnRealServers.within(LONG, () -> {
                    throw new IllegalStateException("a node died");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a node died");
    }
}
