/** The HTTP port: Javalin answers, Apache's blocking client asks. */
@NullMarked
package rtmlab.backends.http;

import org.jspecify.annotations.NullMarked;
