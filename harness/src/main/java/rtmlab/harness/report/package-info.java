/** Results as tables and JSON. */
@NullMarked
package rtmlab.harness.report;

import org.jspecify.annotations.NullMarked;
