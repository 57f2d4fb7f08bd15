/** Follows topics from a position on, record by record, without a consumer group. */
@NullMarked
package dev.writ.feed;

import org.jspecify.annotations.NullMarked;
