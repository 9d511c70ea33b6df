package rtmlab.harness.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import rtmlab.harness.real.Waiting;

/** Puts one subject under load: at one rate, or at ever higher ones until it no longer keeps up. */
public final class Trial {

    /** Longer than what is still on its way when a load ends needs; a subject that takes longer has not kept up. */
    private static final Duration CALMS_WITHIN = Duration.ofSeconds(20);

    static final double STEP_UP = 2;
    private static final int MOST_STEPS = 16;

    private static final Duration RISES_WITHIN = Duration.ofSeconds(8);
    private static final Duration ROUND = Duration.ofSeconds(4);
    private static final int MOST_ROUNDS = 12;

    /** A median that has fallen by a fifth is taken to be falling on. */
    private static final double STILL_FALLING = 0.8;

    private final Subject subject;
    private final News news;
    private long next;

    /** @param news is told how far it is */
    public Trial(Subject subject, News news) {
        this.subject = subject;
        this.news = news;
    }

    /**
     * Rises to the rate, and stays there until it is no longer getting faster, so that what is measured later is not the
     * start of JVMs; what came of it is forgotten.
     */
    public void warmUp(double perSecond) {
        var before = perform(new OpenLoop(perSecond, RISES_WITHIN, RISES_WITHIN));
        for (var round = 0; round < MOST_ROUNDS; round++) {
            var now = measure(perSecond, ROUND);
            if (median(now) > STILL_FALLING * median(before)) {
                return;
            }
            before = now;
        }
        news.say(subject.name() + " is still getting faster");
    }

    private static double median(Measured measured) {
        return measured.figures().ack().p50Ms();
    }

    public Measured measure(double perSecond, Duration duration) {
        return perform(OpenLoop.steady(perSecond, duration));
    }

    /**
     * The highest rate at which it kept up.
     *
     * @param at what was measured there; nothing where it kept up at no rate that was tried
     * @param isLimitKnown whether a higher rate was tried at which it did not
     */
    public record Highest(Optional<Measured> at, boolean isLimitKnown) {

        static final Highest NOT_SOUGHT = new Highest(Optional.empty(), false);

        /** Where no higher rate than this was carried, this one may have been. */
        Highest orElse(Measured lower, Bound bound) {
            return at.isEmpty() && bound.holds(lower) ? new Highest(Optional.of(lower), isLimitKnown) : this;
        }

        public double perSecond() {
            return at.map(Measured::offeredPerSecond).orElse(0.0);
        }
    }

    /**
     * What keeping up means.
     *
     * @param latencyMs which latency must stay within the bound
     */
    public record Bound(double ms, ToDoubleFunction<LoadFigures> latencyMs) {

        private static final double SHARE = 0.95;

        boolean holds(Measured measured) {
            return measured.isWhole()
                    && measured.acknowledgedPerSecond() >= SHARE * measured.offeredPerSecond()
                    && latencyMs.applyAsDouble(measured.figures()) <= ms;
        }
    }

    /** Steps up from this rate, each time to twice as much, until the bound breaks; then tries once in between. */
    public Highest climb(double fromPerSecond, Duration step, Bound bound) {
        var kept = new ArrayList<Measured>();
        var rate = fromPerSecond;
        for (var number = 0; number < MOST_STEPS; number++) {
            if (!holds(rate, step, bound, kept)) {
                holds(rate / Math.sqrt(STEP_UP), step, bound, kept);
                return new Highest(kept.isEmpty() ? Optional.empty() : Optional.of(kept.getLast()), true);
            }
            rate *= STEP_UP;
        }
        return new Highest(Optional.of(kept.getLast()), false);
    }

    private boolean holds(double rate, Duration step, Bound bound, List<Measured> kept) {
        var measured = measure(rate, step);
        var holds = bound.holds(measured);
        if (holds) {
            kept.add(measured);
        }
        news.say("%s at %,.0f a second: %,.0f acknowledged a second, p99 %.1f ms%s"
                .formatted(
                        subject.name(),
                        rate,
                        measured.acknowledgedPerSecond(),
                        bound.latencyMs.applyAsDouble(measured.figures()),
                        holds ? "" : ": too much"));
        return holds;
    }

    private Measured perform(OpenLoop loop) {
        var figures = new LoadFigures(subject.members(), loop.duration());
        var processors = Processors.count(subject.processes());
        var first = next;
        var what = "%s at %,.0f a second".formatted(subject.name(), loop.perSecond());
        var messages = loop.messages();
        var ran = loop.run(() -> false, (number, dueNanos) -> {
            subject.send(first + number, figures.due(dueNanos));
            news.reach(what, "messages", number + 1, messages);
        });
        var used = processors.until(subject.processes());
        next += ran.messages();
        var isCalm = Waiting.within(
                CALMS_WITHIN,
                () -> subject.isCalm() && (subject.members() == 0 || figures.complete() >= figures.acknowledged()));
        return new Measured(subject.name(), loop.perSecond(), ran.elapsed(), figures, used, ran.lateP99Ms(), isCalm);
    }
}
