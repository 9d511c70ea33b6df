package rtmlab.docs;

import java.util.ArrayList;
import java.util.List;

/** A line of a shell's, taken apart as far as is needed to see what it calls. */
final class ShellWords {

    private ShellWords() {}

    /** The arguments of every {@code ./rtm} in a line. */
    static List<List<String>> rtmCommands(String line) {
        var commands = new ArrayList<List<String>>();
        for (var words : commands(line)) {
            var at = words.indexOf("./rtm");
            if (at >= 0) {
                commands.add(List.copyOf(words.subList(at + 1, words.size())));
            }
        }
        return commands;
    }

    /** The words of each command in a line; what stands in quotes is one word, and a comment is none. */
    private static List<List<String>> commands(String line) {
        var commands = new ArrayList<List<String>>();
        var words = new ArrayList<String>();
        var word = new StringBuilder();
        var quote = '\0';
        for (var sign : (line + " ").toCharArray()) {
            if (quote != '\0') {
                if (sign == quote) {
                    quote = '\0';
                } else {
                    word.append(sign);
                }
            } else if (sign == '"' || sign == '\'') {
                quote = sign;
            } else if (Character.isWhitespace(sign) || "|;&><()".indexOf(sign) >= 0) {
                if (!word.isEmpty()) {
                    words.add(word.toString());
                    word.setLength(0);
                }
                if (!Character.isWhitespace(sign)) {
                    commands.add(List.copyOf(words));
                    words.clear();
                }
            } else if (sign == '#' && word.isEmpty()) {
                break;
            } else {
                word.append(sign);
            }
        }
        commands.add(List.copyOf(words));
        return commands;
    }
}
