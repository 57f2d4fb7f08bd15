/**
 * The cluster that integration tests run against, in one of two backends: everything in this JVM, or containers of Kafka,
 * PostgreSQL and Apicurio Registry. On test class paths only.
 */
@NullMarked
package dev.writ.testcluster;

import org.jspecify.annotations.NullMarked;
