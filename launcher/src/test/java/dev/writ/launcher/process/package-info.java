/** The writ command as a process of its own: started, measured, stopped and killed. */
@NullMarked
package dev.writ.launcher.process;

import org.jspecify.annotations.NullMarked;
