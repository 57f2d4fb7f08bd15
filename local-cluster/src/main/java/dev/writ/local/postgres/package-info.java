/** One PostgreSQL server beside this JVM. */
@NullMarked
package dev.writ.local.postgres;

import org.jspecify.annotations.NullMarked;
