@NullMarked
package dev.writ.worker.meter;

import org.jspecify.annotations.NullMarked;
