/** One completion from delivery to its end event, whatever earlier deliveries left behind. */
@NullMarked
package dev.writ.worker.execution;

import org.jspecify.annotations.NullMarked;
