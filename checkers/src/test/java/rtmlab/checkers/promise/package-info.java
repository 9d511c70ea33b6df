@NullMarked
package rtmlab.checkers.promise;

import org.jspecify.annotations.NullMarked;
