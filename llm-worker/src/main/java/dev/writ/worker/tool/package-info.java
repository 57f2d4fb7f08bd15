/** Whether a model's tool calls may go out: each is an action of its own, checked like any other. */
@NullMarked
package dev.writ.worker.tool;

import org.jspecify.annotations.NullMarked;
