/** A small architecture, which docs/new-architecture.md builds step by step. */
@NullMarked
package rtmlab.docs.monolith;

import org.jspecify.annotations.NullMarked;
