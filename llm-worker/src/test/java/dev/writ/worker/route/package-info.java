@NullMarked
package dev.writ.worker.route;

import org.jspecify.annotations.NullMarked;
