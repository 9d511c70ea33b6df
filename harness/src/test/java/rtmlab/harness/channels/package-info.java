@NullMarked
package rtmlab.harness.channels;

import org.jspecify.annotations.NullMarked;
