/** From a student's folder to points, and the formats in which others want them. */
@NullMarked
package rtmlab.labs.grade;

import org.jspecify.annotations.NullMarked;
