@NullMarked
package dev.writ.worker.keys;

import org.jspecify.annotations.NullMarked;
