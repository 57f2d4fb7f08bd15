@NullMarked
package dev.writ.worker.stream;

import org.jspecify.annotations.NullMarked;
