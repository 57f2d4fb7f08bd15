/** All of Writ on one machine: local cluster and every role in this process. */
@NullMarked
package dev.writ.launcher.up;

import org.jspecify.annotations.NullMarked;
