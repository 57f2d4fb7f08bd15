/** The writ rebuild command. */
@NullMarked
package dev.writ.launcher.rebuild;

import org.jspecify.annotations.NullMarked;
