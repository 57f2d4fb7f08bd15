/** Commands' view of a Kafka cluster: its topics and rights beside those of the catalogue. */
@NullMarked
package dev.writ.launcher.cluster;

import org.jspecify.annotations.NullMarked;
