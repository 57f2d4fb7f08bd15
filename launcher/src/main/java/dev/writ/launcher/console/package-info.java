/** What a command says and how it refuses. */
@NullMarked
package dev.writ.launcher.console;

import org.jspecify.annotations.NullMarked;
