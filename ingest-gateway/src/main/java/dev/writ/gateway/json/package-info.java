/** Strict JSON: what is read is exactly what was meant, and what is not is named by a pointer. */
@NullMarked
package dev.writ.gateway.json;

import org.jspecify.annotations.NullMarked;
