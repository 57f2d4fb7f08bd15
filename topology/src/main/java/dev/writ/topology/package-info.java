/** The Kafka Streams application: resolve, decide, carry out, track, score, audit. */
@NullMarked
package dev.writ.topology;

import org.jspecify.annotations.NullMarked;
