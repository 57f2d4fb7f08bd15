/** The spans of a whole Writ, as a collector receives them. */
@NullMarked
package dev.writ.launcher.tracing;

import org.jspecify.annotations.NullMarked;
