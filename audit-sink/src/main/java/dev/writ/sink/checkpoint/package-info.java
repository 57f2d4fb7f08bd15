/** Checkpoints on their way to those who remember them. */
@NullMarked
package dev.writ.sink.checkpoint;

import org.jspecify.annotations.NullMarked;
