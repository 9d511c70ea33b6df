package rtmlab.simulator.choice;

import java.util.regex.Pattern;

/**
 * One choice that is not the uneventful one, by name: {@code crash before web-app-1: log append #1}.
 *
 * @param option what was chosen, in the menu's words
 * @param subject whom it befell: a node, or a node's step
 * @param occurrence the how-manieth such chance of the run, counted from 1
 */
public record Departure(String option, String subject, int occurrence) {

    // An option's words are followed by a node's name, which is the last word of all or ends with a colon.
    private static final Pattern FORM =
            Pattern.compile("(?<option>\\S.*?) (?<subject>[a-z][a-z0-9-]*(: \\S.*)?) #(?<occurrence>[1-9][0-9]{0,8})");

    /** Reads the text form; throws {@link IllegalArgumentException} when it is not one. */
    public static Departure parse(String text) {
        var form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    "a departure looks like \"crash before web-app-1: log append #1\", not \"" + text + '"');
        }
        return new Departure(form.group("option"), form.group("subject"), Integer.parseInt(form.group("occurrence")));
    }

    /** Whether this names that chance. */
    boolean names(Object subject, int occurrence) {
        return this.occurrence == occurrence && this.subject.equals(subject.toString());
    }

    @Override
    public String toString() {
        return option + " " + subject + " #" + occurrence;
    }
}
