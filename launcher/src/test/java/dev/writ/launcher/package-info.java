@NullMarked
package dev.writ.launcher;

import org.jspecify.annotations.NullMarked;
