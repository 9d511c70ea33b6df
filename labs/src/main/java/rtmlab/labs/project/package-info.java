/** What a student gets: a project of its own. */
@NullMarked
package rtmlab.labs.project;

import org.jspecify.annotations.NullMarked;
