@NullMarked
package rtmlab.harness.jobs;

import org.jspecify.annotations.NullMarked;
