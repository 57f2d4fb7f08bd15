/** What users reach a Writ with: an SQL client, a Kafka client, and HTTP as it is on the wire. */
@NullMarked
package dev.writ.launcher.client;

import org.jspecify.annotations.NullMarked;
