/** What follows from a decision: executions, completions, canvases, audit. */
@NullMarked
package dev.writ.topology.carryout;

import org.jspecify.annotations.NullMarked;
