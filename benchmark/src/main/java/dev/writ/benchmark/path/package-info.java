/** Records through Kafka: sent into something, awaited behind it, with the time and the processors that each took. */
@NullMarked
package dev.writ.benchmark.path;

import org.jspecify.annotations.NullMarked;
