/** Reads a history from journals, topics and tables, and from what Writ's own commands say of them. */
@NullMarked
package dev.writ.torture.gather;

import org.jspecify.annotations.NullMarked;
