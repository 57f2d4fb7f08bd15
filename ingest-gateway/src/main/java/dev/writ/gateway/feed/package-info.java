/** Follows topics from a position on, record by record, and gives up poison. */
@NullMarked
package dev.writ.gateway.feed;

import org.jspecify.annotations.NullMarked;
