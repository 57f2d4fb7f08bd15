/** A cluster and a topology in the benchmark's own process, its agents, and the requests that are decided for them. */
@NullMarked
package dev.writ.benchmark.local;

import org.jspecify.annotations.NullMarked;
