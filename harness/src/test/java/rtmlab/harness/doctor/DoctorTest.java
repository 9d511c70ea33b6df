package rtmlab.harness.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import rtmlab.harness.doctor.Check.Status;

/** What is missing is named, with what to do; what only some commands need is no failure. */
class DoctorTest {

    private static final Instant BUILT = Instant.parse("2026-03-01T12:00:00Z");
    private static final Bench GOOD = new Bench(
            25,
            Optional.of(8L << 30),
            Optional.of(8L << 30),
            Optional.empty(),
            Set.of("chromium", "jupyter"),
            true,
            List.of(),
            BUILT.plusSeconds(60));

    /** A machine as a test wants it. */
    private record Bench(
            int javaVersion,
            Optional<Long> availableMemoryBytes,
            Optional<Long> freeBytes,
            Optional<String> whyNoPort,
            Set<String> programs,
            boolean docker,
            List<Long> orphans,
            Instant now)
            implements Machine {

        @Override
        public Optional<Long> writableBytes(Path folder) {
            return freeBytes;
        }

        @Override
        public Optional<Path> onPath(String program) {
            return programs.contains(program) ? Optional.of(Path.of("/usr/bin", program)) : Optional.empty();
        }

        @Override
        public boolean canConnect(Path unixSocket) {
            return docker;
        }

        @Override
        public Instant builtAt() {
            return BUILT;
        }

        Bench with(int java, long memory, long disk) {
            return new Bench(java, Optional.of(memory), Optional.of(disk), whyNoPort, programs, docker, orphans, now);
        }
    }

    @Test
    void aMachineThatHasEverythingIsWell() {
        assertThat(examined(GOOD))
                .hasSize(10)
                .allMatch(check -> check.status() == Status.OK && check.advice().isEmpty());
    }

    @Test
    void anOldJdkTooLittleMemoryAndAFullDiskFail() {
        assertThat(check(GOOD.with(21, 8L << 30, 8L << 30), "jdk"))
                .isEqualTo(Check.fail("jdk", "version 21", "install a JDK 25, or point JAVA_HOME at one"));
        assertThat(check(GOOD.with(25, 100L << 20, 8L << 30), "memory").status())
                .isEqualTo(Status.FAIL);
        assertThat(check(GOOD.with(25, 1L << 30, 8L << 30), "memory").status()).isEqualTo(Status.WARN);
        assertThat(check(GOOD.with(25, 8L << 30, 100L << 20), "disk").status()).isEqualTo(Status.FAIL);
        assertThat(check(GOOD.with(25, 8L << 30, 1L << 30), "disk").status()).isEqualTo(Status.WARN);
    }

    @Test
    void whatOnlySomeCommandsNeedIsAWarning() {
        var bare = new Bench(
                25,
                GOOD.availableMemoryBytes(),
                GOOD.freeBytes(),
                Optional.empty(),
                Set.of(),
                false,
                List.of(),
                GOOD.now());

        assertThat(examined(bare).stream()
                        .filter(check -> check.status() == Status.WARN)
                        .map(Check::name))
                .containsExactly("chromium", "docker", "jupyter");
        assertThat(Doctor.worst(examined(bare))).isEqualTo(Status.WARN);
    }

    @Test
    void whatIsLeftOfEarlierRunsIsNamedByItsProcesses() {
        var untidy = new Bench(
                25,
                GOOD.availableMemoryBytes(),
                GOOD.freeBytes(),
                Optional.empty(),
                GOOD.programs(),
                true,
                List.of(17L, 23L),
                GOOD.now());

        assertThat(check(untidy, "leftovers"))
                .isEqualTo(Check.warn("leftovers", "2 processes of earlier runs", "end them: kill 17 23"));
    }

    @Test
    void aClockBeforeTheBuildAndAMachineWithoutPortsFail() {
        var odd = new Bench(
                25,
                GOOD.availableMemoryBytes(),
                Optional.empty(),
                Optional.of("Operation not permitted"),
                GOOD.programs(),
                true,
                List.of(),
                BUILT.minusSeconds(3_600));

        assertThat(examined(odd).stream()
                        .filter(check -> check.status() == Status.FAIL)
                        .map(Check::name))
                .containsExactly("disk", "ports", "time");
        assertThat(examined(odd).stream().filter(check -> check.status() != Status.OK))
                .allMatch(check -> !check.advice().isBlank());
    }

    @Test
    void thisMachineCanBeExamined() {
        assertThat(new Doctor(Path.of("target")).examine())
                .hasSize(10)
                .allMatch(check -> !check.found().isBlank())
                .filteredOn(check -> check.name().equals("jdk"))
                .allMatch(check -> check.status() == Status.OK);
    }

    private static List<Check> examined(Machine machine) {
        return new Doctor(machine, Path.of("out")).examine();
    }

    private static Check check(Machine machine, String name) {
        return examined(machine).stream()
                .filter(check -> check.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
