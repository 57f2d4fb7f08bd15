@NullMarked
package dev.writ.launcher.management;

import org.jspecify.annotations.NullMarked;
