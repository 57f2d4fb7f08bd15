@NullMarked
package dev.writ.launcher.settings;

import org.jspecify.annotations.NullMarked;
