/** Lab 08, from rtm.start to Flannel: its graded tests. */
@NullMarked
package rtmlab.labs.lab08;

import org.jspecify.annotations.NullMarked;
