@NullMarked
package rtmlab.harness.soak;

import org.jspecify.annotations.NullMarked;
