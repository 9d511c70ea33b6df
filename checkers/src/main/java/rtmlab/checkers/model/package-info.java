/** What shared objects do when they are used by one client at a time. */
@NullMarked
package rtmlab.checkers.model;

import org.jspecify.annotations.NullMarked;
