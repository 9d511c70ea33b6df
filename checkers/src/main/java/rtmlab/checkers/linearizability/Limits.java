package rtmlab.checkers.linearizability;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** When a search is given up: its verdict is undecided then. */
public record Limits(Duration time, BooleanSupplier cancelled) {

    public Limits {
        if (time.isNegative()) {
            throw new IllegalArgumentException("a search cannot take " + time);
        }
    }

    public static Limits none() {
        return within(Duration.ofDays(365));
    }

    public static Limits within(Duration time) {
        return new Limits(time, () -> false);
    }

    public Limits orWhen(BooleanSupplier otherwise) {
        return new Limits(time, () -> cancelled.getAsBoolean() || otherwise.getAsBoolean());
    }
}
