/** From the audit topic to batches of events that know where they stand in the log. */
@NullMarked
package dev.writ.sink.read;

import org.jspecify.annotations.NullMarked;
