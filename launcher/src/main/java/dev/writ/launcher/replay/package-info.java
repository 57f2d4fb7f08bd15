/** What {@code writ replay} is asked for, and how it prints what it finds. */
@NullMarked
package dev.writ.launcher.replay;

import org.jspecify.annotations.NullMarked;
