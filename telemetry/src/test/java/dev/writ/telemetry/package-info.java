@NullMarked
package dev.writ.telemetry;

import org.jspecify.annotations.NullMarked;
