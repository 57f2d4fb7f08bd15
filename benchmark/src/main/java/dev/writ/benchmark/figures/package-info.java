/** Samples, percentiles, rounds, plots, and the files that reports are written to. */
@NullMarked
package dev.writ.benchmark.figures;

import org.jspecify.annotations.NullMarked;
