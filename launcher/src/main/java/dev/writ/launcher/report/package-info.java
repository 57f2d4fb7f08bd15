/** How governance fares, as a command. */
@NullMarked
package dev.writ.launcher.report;

import org.jspecify.annotations.NullMarked;
