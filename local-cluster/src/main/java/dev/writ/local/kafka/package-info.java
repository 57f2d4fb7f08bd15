/** One Kafka node, broker and controller in one, inside this JVM. */
@NullMarked
package dev.writ.local.kafka;

import org.jspecify.annotations.NullMarked;
