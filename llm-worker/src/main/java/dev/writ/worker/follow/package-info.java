/** Follows topics from a position on, record by record, and passes over poison. */
@NullMarked
package dev.writ.worker.follow;

import org.jspecify.annotations.NullMarked;
