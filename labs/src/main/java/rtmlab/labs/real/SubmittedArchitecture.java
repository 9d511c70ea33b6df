package rtmlab.labs.real;

import java.io.IOException;
import java.io.UncheckedIOException;
import rtmlab.labs.Labs;
import rtmlab.labs.jail.Submissions;
import rtmlab.protocol.variant.ForwardingArchitecture;

/** In a node's process: the lab's architecture with the student's pieces in it. */
public final class SubmittedArchitecture extends ForwardingArchitecture {

    private final String name;

    /** Of what is on the class path. The node's log is the grader's disk: so much of it is a student's, and no more. */
    public SubmittedArchitecture() {
        this(read());
        CutOutput.ofThisProcess();
    }

    private SubmittedArchitecture(Submitted submitted) {
        super(Labs.numbered(submitted.lab()).with(Submissions.of(submitted.lab(), submitted.classFiles())));
        this.name = submitted.architectureName();
    }

    private static Submitted read() {
        try {
            return Submitted.onTheClassPath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String name() {
        return name;
    }
}
