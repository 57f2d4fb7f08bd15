/** The gateway's view of agents, rules, flags and canvases. */
@NullMarked
package dev.writ.gateway.state;

import org.jspecify.annotations.NullMarked;
