/** What an answer of the gateway takes, beside the same HTTP server without Kafka, and beside a producer without HTTP. */
@NullMarked
package dev.writ.benchmark.gateway;

import org.jspecify.annotations.NullMarked;
