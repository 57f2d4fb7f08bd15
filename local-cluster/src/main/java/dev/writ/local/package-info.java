/** Broker, PostgreSQL and schema registry in one JVM, for {@code writ up} and for tests. */
@NullMarked
package dev.writ.local;

import org.jspecify.annotations.NullMarked;
