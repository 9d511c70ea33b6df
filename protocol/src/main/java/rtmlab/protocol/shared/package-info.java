/** Parts that all architectures have alike, written once so that what differs between them stands out. */
@NullMarked
package rtmlab.protocol.shared;

import org.jspecify.annotations.NullMarked;
