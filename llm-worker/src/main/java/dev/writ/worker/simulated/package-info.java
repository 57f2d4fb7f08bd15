/** A model provider within the process, for use without a key and for tests. */
@NullMarked
package dev.writ.worker.simulated;

import org.jspecify.annotations.NullMarked;
