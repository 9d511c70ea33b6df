package rtmlab.labs;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.SplittableRandom;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What makes a student's lab differ from another student's: a number that only those can compute who know the course's
 * secret.
 *
 * @param student the student's id
 * @param seed from the course's secret, the lab's number and the student's id, by HMAC-SHA256
 */
public record Parameters(String student, long seed) {

    /** The secret of those who study by themselves. */
    public static final String NO_SECRET = "self-study";

    public Parameters {
        if (!student.matches("[A-Za-z0-9][A-Za-z0-9._@-]{0,63}")) {
            throw new IllegalArgumentException(
                    "a student's id is 1 to 64 letters, digits and . _ @ -, not \"" + student + '"');
        }
    }

    /** The parameters of this student in this lab of a course. */
    public static Parameters of(String student, int lab, String courseSecret) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(courseSecret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            var digest = mac.doFinal(("lab " + lab + " of " + student).getBytes(StandardCharsets.UTF_8));
            return new Parameters(student, ByteBuffer.wrap(digest).getLong());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }

    /** The seed as it is written: sixteen hexadecimal digits. */
    public String seedText() {
        return HexFormat.of().toHexDigits(seed);
    }

    /** Reads what {@link #seedText} writes; throws {@link IllegalArgumentException} when it is something else. */
    public static long parseSeed(String text) {
        if (!text.matches("[0-9a-f]{16}")) {
            throw new IllegalArgumentException("a seed is sixteen hexadecimal digits, not \"" + text + '"');
        }
        return HexFormat.fromHexDigitsToLong(text);
    }

    /** A source of the same numbers for the same student, every time. */
    public SplittableRandom random() {
        return new SplittableRandom(seed);
    }
}
