/** Rules that the whole code base keeps. */
@NullMarked
package dev.writ.launcher.architecture;

import org.jspecify.annotations.NullMarked;
