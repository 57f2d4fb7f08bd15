/** Model providers over HTTP: what the dialects have in common, from the call to the end of its event stream. */
@NullMarked
package dev.writ.worker.http;

import org.jspecify.annotations.NullMarked;
