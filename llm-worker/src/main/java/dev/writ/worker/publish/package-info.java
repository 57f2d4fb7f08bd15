/** Writes the worker's events to their topics. */
@NullMarked
package dev.writ.worker.publish;

import org.jspecify.annotations.NullMarked;
