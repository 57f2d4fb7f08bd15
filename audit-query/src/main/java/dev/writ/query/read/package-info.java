/** A question, and the rows that answer it. */
@NullMarked
package dev.writ.query.read;

import org.jspecify.annotations.NullMarked;
