/** What the metrics and traces of several roles have in common. */
@NullMarked
package dev.writ.telemetry;

import org.jspecify.annotations.NullMarked;
