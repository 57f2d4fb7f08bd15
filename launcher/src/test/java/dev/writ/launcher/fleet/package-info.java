@NullMarked
package dev.writ.launcher.fleet;

import org.jspecify.annotations.NullMarked;
