/** The listener for operators: health and metrics of what runs in this process. */
@NullMarked
package dev.writ.launcher.management;

import org.jspecify.annotations.NullMarked;
