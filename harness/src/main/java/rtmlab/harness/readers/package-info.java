/** Live readers beside stalled ones, on real gateways. */
@NullMarked
package rtmlab.harness.readers;

import org.jspecify.annotations.NullMarked;
