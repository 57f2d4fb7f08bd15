/** What the worker asks of whoever runs a model. */
@NullMarked
package dev.writ.worker.provider;

import org.jspecify.annotations.NullMarked;
