/** The agent registry: the only writer of an agent's state. */
@NullMarked
package dev.writ.topology.registry;

import org.jspecify.annotations.NullMarked;
