/** The command, before anything starts. */
@NullMarked
package dev.writ.torture;

import org.jspecify.annotations.NullMarked;
