/** How fast a past of many decisions is decided again. */
@NullMarked
package dev.writ.benchmark.history;

import org.jspecify.annotations.NullMarked;
