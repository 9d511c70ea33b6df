/** What the tests of several ports share. */
@NullMarked
package rtmlab.backends.testing;

import org.jspecify.annotations.NullMarked;
