package rtmlab.harness.scenario;

/** Why a text is no scenario, or does not fit a variant: {@code FILE:LINE: what is wrong, and what to do}. */
public final class MalformedScenario extends RuntimeException {

    private static final long serialVersionUID = 1;

    MalformedScenario(Place place, String problem) {
        super(place + ": " + problem);
    }
}
