/** What the topology has done, counted once it is committed. */
@NullMarked
package dev.writ.topology.account;

import org.jspecify.annotations.NullMarked;
