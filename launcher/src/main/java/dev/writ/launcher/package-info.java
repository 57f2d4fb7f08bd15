/** The writ command: arguments in, one of the other packages' jobs out. */
@NullMarked
package dev.writ.launcher;

import org.jspecify.annotations.NullMarked;
