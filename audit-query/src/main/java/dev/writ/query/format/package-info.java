/** Rows as text: JSON, JSON lines, CSV. */
@NullMarked
package dev.writ.query.format;

import org.jspecify.annotations.NullMarked;
