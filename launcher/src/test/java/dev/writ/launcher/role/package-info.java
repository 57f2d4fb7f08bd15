@NullMarked
package dev.writ.launcher.role;

import org.jspecify.annotations.NullMarked;
