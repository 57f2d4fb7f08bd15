/** What a whole Writ exports, against what docs/metrics.md says of it. */
@NullMarked
package dev.writ.launcher.metrics;

import org.jspecify.annotations.NullMarked;
