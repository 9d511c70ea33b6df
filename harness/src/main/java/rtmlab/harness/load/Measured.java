package rtmlab.harness.load;

import java.time.Duration;

/**
 * What came of one load.
 *
 * @param offeredPerSecond messages
 * @param elapsed until the last message was sent
 * @param isCalm whether it is known of every message what became of it
 */
public record Measured(
        String subject,
        double offeredPerSecond,
        Duration elapsed,
        LoadFigures figures,
        Processors processors,
        double generatorLateP99Ms,
        boolean isCalm) {

    /** Whether every message was acknowledged, and shown to every member that there is to see it. */
    public boolean isWhole() {
        return isCalm && figures.acknowledged() == figures.sent() && figures.sent() > 0;
    }

    public double acknowledgedPerSecond() {
        return figures.acknowledged() / seconds();
    }

    public double shownPerSecond() {
        return figures.shown() / seconds();
    }

    private double seconds() {
        return elapsed.toNanos() / 1e9;
    }
}
