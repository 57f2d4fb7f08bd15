@NullMarked
package dev.writ.launcher.query;

import org.jspecify.annotations.NullMarked;
