/** Load for minutes on real processes that are killed at random, and what it comes to. */
@NullMarked
package rtmlab.harness.soak;

import org.jspecify.annotations.NullMarked;
