/** What a student's classes implement. */
@NullMarked
package rtmlab.labs.api;

import org.jspecify.annotations.NullMarked;
