/** Executions from their start to their one end. */
@NullMarked
package dev.writ.topology.track;

import org.jspecify.annotations.NullMarked;
