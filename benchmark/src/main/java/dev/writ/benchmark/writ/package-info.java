/** A Writ that runs in a process of its own, and what that process uses. */
@NullMarked
package dev.writ.benchmark.writ;

import org.jspecify.annotations.NullMarked;
