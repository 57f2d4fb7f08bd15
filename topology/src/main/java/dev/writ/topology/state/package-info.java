/** Typed views of what the topology knows: agents, sessions, workspaces, canvases, policy and flags. */
@NullMarked
package dev.writ.topology.state;

import org.jspecify.annotations.NullMarked;
