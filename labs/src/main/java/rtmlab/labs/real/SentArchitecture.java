package rtmlab.labs.real;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import rtmlab.backends.deploy.WithClasses;
import rtmlab.protocol.variant.Architecture;
import rtmlab.protocol.variant.ForwardingArchitecture;

/**
 * In the grader's process: an architecture whose nodes are made with a student's pieces. What runs in this process, its
 * clients, is ours: nothing of a student's is ever loaded here.
 */
public final class SentArchitecture extends ForwardingArchitecture implements WithClasses {

    private final String name;
    private final Path jar;

    /**
     * Writes what the nodes need.
     *
     * @param ours the same architecture with our own pieces
     * @param folder where to
     */
    public SentArchitecture(Submitted submitted, Architecture ours, Path folder) {
        super(ours);
        this.name = submitted.architectureName();
        this.jar = folder.resolve("submission.jar");
        try {
            Files.createDirectories(folder);
            submitted.writeJar(jar);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + jar, e);
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<Path> classes() {
        return List.of(jar);
    }
}
