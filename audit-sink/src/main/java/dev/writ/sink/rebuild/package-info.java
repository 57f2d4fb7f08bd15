/** Dropping the tables that follow from the log, building them from it again, and comparing. */
@NullMarked
package dev.writ.sink.rebuild;

import org.jspecify.annotations.NullMarked;
