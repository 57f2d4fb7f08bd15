/** Changes of rules, flags and workspaces, recorded in the audit. */
@NullMarked
package dev.writ.topology.record;

import org.jspecify.annotations.NullMarked;
