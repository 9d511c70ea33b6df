/** Servers in containers: brought up by Testcontainers, gone with the process that wanted them. */
@NullMarked
package rtmlab.backends.launch.docker;

import org.jspecify.annotations.NullMarked;
