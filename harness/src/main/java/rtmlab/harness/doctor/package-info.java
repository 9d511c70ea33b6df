/** Whether this machine has what the project needs. */
@NullMarked
package rtmlab.harness.doctor;

import org.jspecify.annotations.NullMarked;
