@NullMarked
package dev.writ.launcher.replay;

import org.jspecify.annotations.NullMarked;
