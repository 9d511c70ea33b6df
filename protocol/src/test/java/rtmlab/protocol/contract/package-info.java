/**
 * What each port promises, as tests that run against every implementation.
 *
 * <p>The one thing that an implementation's test adds is {@code inNode}: run this as the code of a node, on a host
 * with the port in question, until it and all that it spawned has ended, and throw here what it threw there. What the
 * port holds lasts from one {@code inNode} to the next of the same test, as over a restart of the node, and is fresh
 * for every test.
 */
@NullMarked
package rtmlab.protocol.contract;

import org.jspecify.annotations.NullMarked;
