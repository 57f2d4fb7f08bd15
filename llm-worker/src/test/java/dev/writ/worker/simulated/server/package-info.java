@NullMarked
package dev.writ.worker.simulated.server;

import org.jspecify.annotations.NullMarked;
