@NullMarked
package dev.writ.worker.queue;

import org.jspecify.annotations.NullMarked;
