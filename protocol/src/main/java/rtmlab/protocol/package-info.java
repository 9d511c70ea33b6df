/** Words that everyone shares: ids, messages, requests, events, ports and the plug-in point for architectures. */
@NullMarked
package rtmlab.protocol;

import org.jspecify.annotations.NullMarked;
