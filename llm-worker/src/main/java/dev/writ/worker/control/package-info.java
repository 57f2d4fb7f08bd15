/** Who ends running executions before their time: a cancel, what becomes of their agent, a stop of their workspace. */
@NullMarked
package dev.writ.worker.control;

import org.jspecify.annotations.NullMarked;
