package rtmlab.protocol.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.Registry;

/** What {@link Registry} promises. The registry is empty at the start of each test. */
@Timeout(60)
public abstract class RegistryContract {

    /** Runs this as a node, on a host with a registry. */
    protected abstract void inNode(Consumer<Host> code);

    @Test
    void nothingStandsUnderANameThatNobodyUsed() {
        inNode(host -> assertThat(host.registry().read("ring")).isEmpty());
    }

    @Test
    void whatWasPutThereIsRead() {
        inNode(host -> {
            assertThat(host.registry().replace("ring", Optional.empty(), "first ü '\""))
                    .isTrue();

            assertThat(host.registry().read("ring")).hasValue("first ü '\"");
            assertThat(host.registry().read("rings")).isEmpty();
        });
    }

    @Test
    void itOutlastsTheNode() {
        inNode(host -> host.registry().replace("ring", Optional.empty(), "first"));

        inNode(host -> assertThat(host.registry().read("ring")).hasValue("first"));
    }

    @Test
    void whoDoesNotKnowWhatStandsThereCannotReplaceIt() {
        inNode(host -> {
            host.registry().replace("ring", Optional.empty(), "first");
            assertThat(host.registry().replace("ring", Optional.of("first"), "second"))
                    .isTrue();

            assertThat(host.registry().replace("ring", Optional.of("first"), "third"))
                    .isFalse();
            assertThat(host.registry().replace("ring", Optional.empty(), "third"))
                    .isFalse();
            assertThat(host.registry().replace("other", Optional.of("first"), "third"))
                    .isFalse();
            assertThat(host.registry().read("ring")).hasValue("second");
            assertThat(host.registry().read("other")).isEmpty();
        });
    }

    @Test
    void ofSeveralAtOnceOneReplaces() {
        var winners = new ArrayList<Integer>();

        inNode(host -> {
            for (var number = 0; number < 8; number++) {
                var candidate = number;
                host.spawn("candidate " + number, () -> {
                    if (host.registry().replace("ring", Optional.empty(), "candidate " + candidate)) {
                        winners.add(candidate);
                    }
                });
            }
        });

        assertThat(winners).hasSize(1);
        inNode(host -> assertThat(host.registry().read("ring")).hasValue("candidate " + winners.getFirst()));
    }
}
