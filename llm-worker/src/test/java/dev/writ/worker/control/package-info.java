@NullMarked
package dev.writ.worker.control;

import org.jspecify.annotations.NullMarked;
