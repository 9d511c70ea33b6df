package rtmlab.harness.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What came of replaying a story. */
sealed interface Replayed {

    ObjectMapper JSON = new ObjectMapper();

    /** Of which architecture the story is. */
    String architecture();

    /** The promise that the story breaks, or the trouble that it shows. */
    String promise();

    /** How it was broken again, if it was. */
    Optional<String> witness();

    /** Whether the story still tells what it told. */
    boolean isAsDocumented();

    /** In sentences. */
    String told();

    /** As one JSON object. */
    String asJson();

    /**
     * In the simulated world, twice.
     *
     * @param misfits what of the story never came; with any of it, the story no longer fits the code
     */
    record Simulated(
            String architecture,
            String promise,
            Optional<String> witness,
            List<String> misfits,
            String hash,
            String hashAgain,
            String recorded)
            implements Replayed {

        boolean isDeterministic() {
            return hash.equals(hashAgain);
        }

        @Override
        public boolean isAsDocumented() {
            return misfits.isEmpty() && isDeterministic() && witness.isPresent();
        }

        @Override
        public String told() {
            if (!misfits.isEmpty()) {
                return "The story no longer fits the code; this never came: " + String.join("; ", misfits);
            }
            var trace = "trace " + hash
                    + (isDeterministic()
                            ? ", twice the same"
                            : ", and " + hashAgain + " the second time: this must not be");
            var changed = hash.equals(recorded)
                    ? ""
                    : "\nThe story was recorded with trace " + recorded
                            + ": the code has changed since, but its steps still come.";
            return trace + changed + "\n" + sentence(this);
        }

        @Override
        public String asJson() {
            var why = misfits.isEmpty() ? Optional.<String>empty() : Optional.of(told());
            var json = Replayed.json(this, "simulated", misfits.isEmpty(), why);
            json.put("traceHash", hash);
            json.put("recordedTraceHash", recorded);
            json.put("deterministic", isDeterministic());
            misfits.forEach(json.putArray("neverCame")::add);
            return json.toString();
        }
    }

    /**
     * On real processes.
     *
     * @param whyUndecided why nothing was tested, if nothing was in any of the tries
     * @param folder where the histories, verdicts and logs are
     */
    record Real(
            String architecture,
            String promise,
            Optional<String> witness,
            Optional<String> whyUndecided,
            int tries,
            Path folder)
            implements Replayed {

        @Override
        public boolean isAsDocumented() {
            return witness.isPresent();
        }

        @Override
        public String told() {
            return whyUndecided
                    .map(why -> promise + ": undecided: nothing was tested in " + tries + " tries: " + why)
                    .orElseGet(() -> sentence(this));
        }

        @Override
        public String asJson() {
            var json = Replayed.json(this, "real", true, whyUndecided);
            json.put("tries", tries);
            json.put("folder", folder.toString());
            return json.toString();
        }
    }

    private static String sentence(Replayed replayed) {
        return replayed.promise()
                + replayed.witness().map(witness -> ": broken\n   " + witness).orElse(": not broken");
    }

    private static ObjectNode json(Replayed replayed, String world, boolean fits, Optional<String> whyUndecided) {
        var json = JSON.createObjectNode();
        json.put("architecture", replayed.architecture());
        json.put("promise", replayed.promise());
        json.put("world", world);
        json.put(
                "verdict", replayed.witness().isPresent() ? "broken" : whyUndecided.isPresent() ? "undecided" : "kept");
        json.put("fits", fits);
        json.put("broken", replayed.witness().isPresent());
        json.put("witness", replayed.witness().orElse(""));
        whyUndecided.ifPresent(why -> json.put("why", why));
        return json;
    }
}
