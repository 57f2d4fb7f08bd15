/** The invariants, each a pure function of a history. */
@NullMarked
package dev.writ.torture.check;

import org.jspecify.annotations.NullMarked;
