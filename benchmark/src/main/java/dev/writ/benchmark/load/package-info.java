/** Many event streams at once, read by one thread, each checked to the last character. */
@NullMarked
package dev.writ.benchmark.load;

import org.jspecify.annotations.NullMarked;
