@NullMarked
package dev.writ.launcher.witness;

import org.jspecify.annotations.NullMarked;
