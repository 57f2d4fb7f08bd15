/** Runs allowed completions: queue, execution, stream, provider, in the order a completion passes them. */
@NullMarked
package dev.writ.worker;

import org.jspecify.annotations.NullMarked;
