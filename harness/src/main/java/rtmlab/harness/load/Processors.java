package rtmlab.harness.load;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;

/**
 * How many processors were busy, on average: with the load's own process, and with those that it is put on.
 *
 * @param available to this machine's processes
 */
public record Processors(double generator, double subject, int available) {

    private static final OperatingSystemMXBean MACHINE =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    /** Begins to count. */
    static Count count(List<ProcessHandle> subject) {
        return new Count(System.nanoTime(), MACHINE.getProcessCpuTime(), nanosOf(subject));
    }

    record Count(long atNanos, long ownNanos, long subjectNanos) {
        Processors until(List<ProcessHandle> subject) {
            double elapsed = System.nanoTime() - atNanos;
            return new Processors(
                    (MACHINE.getProcessCpuTime() - ownNanos) / elapsed,
                    // A process that has died meanwhile takes what it used with it.
                    Math.max(0, nanosOf(subject) - subjectNanos) / elapsed,
                    Runtime.getRuntime().availableProcessors());
        }
    }

    private static long nanosOf(List<ProcessHandle> processes) {
        return processes.stream()
                .mapToLong(process ->
                        process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos())
                .sum();
    }
}
