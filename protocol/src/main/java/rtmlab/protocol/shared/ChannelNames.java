package rtmlab.protocol.shared;

import rtmlab.protocol.port.SlackError;

/** What channels can be called, and Slack's words for what they cannot. */
final class ChannelNames {

    private static final int MAX_LENGTH = 80;

    private ChannelNames() {}

    /** The name, without a hash sign in front; throws where no channel can be called so. */
    static String require(String asked) {
        var name = asked.strip().replaceFirst("^#", "");
        if (name.isEmpty()) {
            throw new SlackError("invalid_name_required");
        }
        if (name.length() > MAX_LENGTH) {
            throw new SlackError("invalid_name_maxlength");
        }
        if (!name.codePoints().allMatch(ChannelNames::mayStand)) {
            throw new SlackError("invalid_name_specials");
        }
        if (name.codePoints().noneMatch(Character::isLetterOrDigit)) {
            throw new SlackError("invalid_name_punctuation");
        }
        return name;
    }

    private static boolean mayStand(int character) {
        return character == '-'
                || character == '_'
                || Character.isDigit(character)
                || (Character.isLetter(character) && !Character.isUpperCase(character));
    }
}
