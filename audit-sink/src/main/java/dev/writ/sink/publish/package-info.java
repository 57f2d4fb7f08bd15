/** What the sink writes to Kafka itself. */
@NullMarked
package dev.writ.sink.publish;

import org.jspecify.annotations.NullMarked;
