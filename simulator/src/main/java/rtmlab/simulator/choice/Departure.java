package rtmlab.simulator.choice;

import java.util.regex.Pattern;

/**
 * One choice that is not the uneventful one, by name: {@code crash before web-app-1: log append #1}.
 *
 * @param option what was chosen, in the menu's words
 * @param subject whom it befell
 * @param occurrence the how-manieth such chance of the run, counted from 1
 */
public record Departure(String option, String subject, int occurrence) {

    private static final Pattern NUMBERED = Pattern.compile("(?<what>.+ .+) #(?<occurrence>[1-9][0-9]{0,8})");

    /** Whether this names that chance. */
    boolean names(Object subject, int occurrence) {
        return this.occurrence == occurrence && this.subject.equals(subject.toString());
    }

    /**
     * Reads the text form, given the words that an option can have.
     *
     * @throws IllegalArgumentException when it is no departure, or begins with none of the options
     */
    public static Departure parse(String text, Iterable<String> options) {
        var form = NUMBERED.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    "a departure looks like \"crash before web-app-1: log append #1\", not \"" + text + '"');
        }
        var what = form.group("what");
        // The longest that fits, since one option's words may begin with another's.
        var longest = "";
        for (var option : options) {
            if (option.length() > longest.length() && what.startsWith(option + " ")) {
                longest = option;
            }
        }
        if (longest.isEmpty()) {
            throw new IllegalArgumentException("\"" + text + "\" begins with nothing that can happen; these can: "
                    + String.join(", ", options));
        }
        return new Departure(
                longest, what.substring(longest.length() + 1), Integer.parseInt(form.group("occurrence")));
    }

    @Override
    public String toString() {
        return option + " " + subject + " #" + occurrence;
    }
}
