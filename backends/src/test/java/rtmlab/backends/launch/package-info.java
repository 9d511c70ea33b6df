@NullMarked
package rtmlab.backends.launch;

import org.jspecify.annotations.NullMarked;
