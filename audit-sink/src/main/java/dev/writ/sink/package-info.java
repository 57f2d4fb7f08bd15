/** The audit trail as PostgreSQL tables, written exactly once: read, rows, store, letters. */
@NullMarked
package dev.writ.sink;

import org.jspecify.annotations.NullMarked;
