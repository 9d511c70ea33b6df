@NullMarked
package rtmlab.backends.launch.external;

import org.jspecify.annotations.NullMarked;
