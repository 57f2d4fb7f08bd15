/** The story of a working day, and the same from straight out of Kafka, against a real broker and database. */
@NullMarked
package dev.writ.launcher.story;

import org.jspecify.annotations.NullMarked;
