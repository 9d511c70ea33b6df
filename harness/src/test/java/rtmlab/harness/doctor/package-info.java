/** What the doctor says of machines that lack something. */
@NullMarked
package rtmlab.harness.doctor;

import org.jspecify.annotations.NullMarked;
