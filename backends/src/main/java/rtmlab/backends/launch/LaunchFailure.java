package rtmlab.backends.launch;

import java.io.Serial;

/** Something could not be started or reached; its message is the sentence for whoever asked: what, where, what to do. */
public class LaunchFailure extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    public LaunchFailure(String sentence) {
        super(sentence);
    }

    public LaunchFailure(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
