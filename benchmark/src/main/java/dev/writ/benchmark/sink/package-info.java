/** The audit sink against COPY of the same rows. */
@NullMarked
package dev.writ.benchmark.sink;

import org.jspecify.annotations.NullMarked;
