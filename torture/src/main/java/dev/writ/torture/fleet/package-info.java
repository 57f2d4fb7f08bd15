/** The processes of a whole Writ on loopback, and what can be done to them. */
@NullMarked
package dev.writ.torture.fleet;

import org.jspecify.annotations.NullMarked;
