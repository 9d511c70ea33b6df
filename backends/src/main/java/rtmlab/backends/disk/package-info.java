/** The port {@code Disk}: a node's own files. */
@NullMarked
package rtmlab.backends.disk;

import org.jspecify.annotations.NullMarked;
