/** From batches to PostgreSQL: rows, event ids and offsets in one transaction. */
@NullMarked
package dev.writ.sink.store;

import org.jspecify.annotations.NullMarked;
