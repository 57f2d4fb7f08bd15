@NullMarked
package dev.writ.worker.simulated;

import org.jspecify.annotations.NullMarked;
