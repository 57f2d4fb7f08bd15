/** What a decision takes by the topology, beside Kafka alone and beside a topology that does nothing. */
@NullMarked
package dev.writ.benchmark.decisions;

import org.jspecify.annotations.NullMarked;
