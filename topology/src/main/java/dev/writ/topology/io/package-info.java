/** Records in and out: what came, what goes, and the names of the nodes between. */
@NullMarked
package dev.writ.topology.io;

import org.jspecify.annotations.NullMarked;
