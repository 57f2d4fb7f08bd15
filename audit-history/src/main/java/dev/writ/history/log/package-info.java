/** Reads a bounded part of one or several topics, without a consumer group, in the order of time. */
@NullMarked
package dev.writ.history.log;

import org.jspecify.annotations.NullMarked;
