@NullMarked
package dev.writ.launcher.console;

import org.jspecify.annotations.NullMarked;
