/** Who runs which model of which workspace. */
@NullMarked
package dev.writ.worker.route;

import org.jspecify.annotations.NullMarked;
