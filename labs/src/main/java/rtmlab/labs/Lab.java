package rtmlab.labs;

import java.util.List;
import java.util.Map;
import rtmlab.harness.real.RealWorld;
import rtmlab.protocol.variant.Architecture;
import rtmlab.protocol.variant.Mechanisms;

/** Something to build, with the tests that say how much of it is there. */
public interface Lab {

    /** Its place in the course, from 0 on. */
    int number();

    /** In a few words, as its folder is called: {@code lost-after-the-ack}. */
    String topic();

    /** What it is about, in one sentence. */
    String summary();

    /** Classes of ours that a student's code may use, with those inside them: these, and no other, are in its project. */
    List<Class<?>> api();

    /** Files that a student gets beside the starter, by name. */
    default Map<String, String> handOut(Parameters parameters) {
        return Map.of();
    }

    /** In the order in which a student meets them; their points add up to 100, with those of {@link #onRealServers}. */
    List<GradedTest> tests(Parameters parameters);

    /** What is graded on real processes at the end. */
    default List<RealTest> onRealServers(Parameters parameters) {
        return List.of();
    }

    /** Its folder below {@code labs/}. */
    default String folder() {
        return "lab%02d-%s".formatted(number(), topic());
    }

    /** The architecture that the lab is about, with the student's pieces in its nodes. */
    default Architecture with(Submission submission) {
        throw new UnsupportedOperationException("lab " + number() + " has no pieces for an architecture's nodes");
    }

    /**
     * A test on real processes.
     *
     * @param dataOf the graded test that has to pass first, and leaves what is needed in its result
     * @param architecture with our own pieces
     * @param isOfPieces whether the nodes are made with the student's pieces instead, as {@link #with} puts them in
     */
    record RealTest(
            String name,
            int points,
            String dataOf,
            Architecture architecture,
            Mechanisms on,
            boolean isOfPieces,
            Attempt attempt) {

        public RealTest {
            GradedTest.requirePoints(name, points);
        }

        /** Of data that a graded test has left. */
        public static RealTest ofData(
                String name, int points, String dataOf, Architecture architecture, Mechanisms on, Attempt attempt) {
            return new RealTest(name, points, dataOf, architecture, on, false, attempt);
        }

        /** Of a student's pieces at work in real nodes, with the architecture's usual mechanisms. */
        public static RealTest ofPieces(
                String name, int points, String dataOf, Architecture architecture, Attempt attempt) {
            var on = Mechanisms.defaultsOf(architecture);
            return new RealTest(name, points, dataOf, architecture, on, true, attempt);
        }

        /** What is tried. */
        @FunctionalInterface
        public interface Attempt {
            Result on(RealWorld world, String data);
        }
    }
}
