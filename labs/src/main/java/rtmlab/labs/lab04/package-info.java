/** Lab 04, idempotent retries: its graded tests. */
@NullMarked
package rtmlab.labs.lab04;

import org.jspecify.annotations.NullMarked;
