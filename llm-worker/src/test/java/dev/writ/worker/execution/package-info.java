@NullMarked
package dev.writ.worker.execution;

import org.jspecify.annotations.NullMarked;
