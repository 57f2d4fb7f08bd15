/** What became of requests: decisions, refusals, executions. */
@NullMarked
package dev.writ.gateway.decision;

import org.jspecify.annotations.NullMarked;
