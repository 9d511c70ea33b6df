/** The Web API of both architectures, on real HTTP and real servers, all nodes in the test's own process. */
@NullMarked
package rtmlab.harness.webapi;

import org.jspecify.annotations.NullMarked;
