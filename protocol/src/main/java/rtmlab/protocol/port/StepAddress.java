package rtmlab.protocol.port;

import java.util.regex.Pattern;
import rtmlab.protocol.NodeName;

/**
 * One port call in a run, by name: {@code channel-server-1: http POST web-app /internal/messages #1}.
 *
 * <p>Names survive edits of unrelated code, which numbers of steps would not.
 *
 * @param node who calls
 * @param call what it calls, as the ports name it
 * @param occurrence the how-manieth such call of this node, counted from 1
 */
public record StepAddress(NodeName node, String call, int occurrence) {

    private static final Pattern FORM = Pattern.compile("(?<node>[^:]+): (?<call>.+) #(?<occurrence>[1-9][0-9]{0,8})");

    public StepAddress {
        if (call.isBlank() || occurrence < 1) {
            throw new IllegalArgumentException(
                    "a step has a call and counts from 1, not \"" + call + "\" #" + occurrence);
        }
    }

    /** Reads the text form; throws {@link IllegalArgumentException} when it is not one. */
    public static StepAddress parse(String text) {
        var form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("a step looks like \"web-app-1: log append #1\", not \"" + text + '"');
        }
        return new StepAddress(
                new NodeName(form.group("node")), form.group("call"), Integer.parseInt(form.group("occurrence")));
    }

    @Override
    public String toString() {
        return node + ": " + call + " #" + occurrence;
    }
}
