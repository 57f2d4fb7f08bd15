/** What a decision takes as agents and partitions become more, and what a restart and the memory take then. */
@NullMarked
package dev.writ.benchmark.growth;

import org.jspecify.annotations.NullMarked;
