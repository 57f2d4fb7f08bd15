/** Measurements, each beside its reference in the same run. */
@NullMarked
package dev.writ.benchmark;

import org.jspecify.annotations.NullMarked;
