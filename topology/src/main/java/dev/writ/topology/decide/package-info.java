/** One decision for each request. */
@NullMarked
package dev.writ.topology.decide;

import org.jspecify.annotations.NullMarked;
