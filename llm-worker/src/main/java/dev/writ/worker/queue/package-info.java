/** Takes completions from their topic, keeps account of which are done, and lets no more run than may. */
@NullMarked
package dev.writ.worker.queue;

import org.jspecify.annotations.NullMarked;
