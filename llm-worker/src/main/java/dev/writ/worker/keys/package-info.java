/** The keys of providers: where they come from, and how they stay unseen. */
@NullMarked
package dev.writ.worker.keys;

import org.jspecify.annotations.NullMarked;
