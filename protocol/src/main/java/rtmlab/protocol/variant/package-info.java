/** The plug-in point: what an architecture has to say about itself to be run, crashed and judged. */
@NullMarked
package rtmlab.protocol.variant;

import org.jspecify.annotations.NullMarked;
