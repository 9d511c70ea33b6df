@NullMarked
package rtmlab.backends.launch.docker;

import org.jspecify.annotations.NullMarked;
