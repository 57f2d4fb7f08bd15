/** Streams through Writ, beside those of the provider that it asks. */
@NullMarked
package dev.writ.benchmark.provider;

import org.jspecify.annotations.NullMarked;
