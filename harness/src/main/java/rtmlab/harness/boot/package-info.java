/** How sessions start, measured: generated teams, payloads, queries, storms. */
@NullMarked
package rtmlab.harness.boot;

import org.jspecify.annotations.NullMarked;
