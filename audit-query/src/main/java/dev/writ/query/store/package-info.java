/** The way to PostgreSQL, which may be away: read only, bounded in connections and time. */
@NullMarked
package dev.writ.query.store;

import org.jspecify.annotations.NullMarked;
