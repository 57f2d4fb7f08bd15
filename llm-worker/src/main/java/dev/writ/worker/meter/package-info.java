/** What the worker counts. */
@NullMarked
package dev.writ.worker.meter;

import org.jspecify.annotations.NullMarked;
