/** Slack's wire format: how each request, answer and frame stands in JSON or in a form, and is read back. */
@NullMarked
package rtmlab.backends.wire;

import org.jspecify.annotations.NullMarked;
