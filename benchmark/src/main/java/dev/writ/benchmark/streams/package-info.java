/** How many streams at once hold their cadence. */
@NullMarked
package dev.writ.benchmark.streams;

import org.jspecify.annotations.NullMarked;
