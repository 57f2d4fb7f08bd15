/** How much later the first token comes through Writ than from the provider itself. */
@NullMarked
package dev.writ.benchmark.overhead;

import org.jspecify.annotations.NullMarked;
