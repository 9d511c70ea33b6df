package rtmlab.benchmarks;

import java.io.IOException;

/** What one row of the table is measured on. */
interface Material {

    /** How many bytes {@link #parse} reads. */
    long bytes();

    /** Reads everything; answers how much it was. */
    long parse() throws IOException;

    /** Judges everything that was read; answers what is not as it should be, or an empty text. */
    String check();
}
