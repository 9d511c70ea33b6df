/** The HTTP port: Javalin answers, the JDK's client asks. */
@NullMarked
package rtmlab.backends.http;

import org.jspecify.annotations.NullMarked;
