@NullMarked
package dev.writ.local.kafka;

import org.jspecify.annotations.NullMarked;
