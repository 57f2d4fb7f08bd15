/**
 * The rules, as pure functions: no Kafka, no clock, no chance. The same input gives the same answer, so that history can be
 * decided again.
 */
@NullMarked
package dev.writ.policy;

import org.jspecify.annotations.NullMarked;
