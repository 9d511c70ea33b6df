/** Strangers' code, run so that it can neither hurt nor fool whoever runs it. */
@NullMarked
package rtmlab.labs.jail;

import org.jspecify.annotations.NullMarked;
