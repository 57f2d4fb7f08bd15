/** The commands that answer from what the log holds, and how they print it. */
@NullMarked
package dev.writ.launcher.history;

import org.jspecify.annotations.NullMarked;
