@NullMarked
package dev.writ.launcher.history;

import org.jspecify.annotations.NullMarked;
