/** One attempt's token events: numbered, coalesced, hashed, ended exactly once. */
@NullMarked
package dev.writ.worker.stream;

import org.jspecify.annotations.NullMarked;
