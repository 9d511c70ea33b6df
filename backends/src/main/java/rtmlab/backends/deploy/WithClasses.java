package rtmlab.backends.deploy;

import java.nio.file.Path;
import java.util.List;
import rtmlab.protocol.variant.Architecture;

/** An architecture that is on no class path here: its nodes get theirs, and find it there by its name. */
public interface WithClasses extends Architecture {

    /** Jars that come after everything on this process's class path. */
    List<Path> classes();
}
