/** Faults on a whole Writ under load, with a checker of what it promises. */
@NullMarked
package dev.writ.torture;

import org.jspecify.annotations.NullMarked;
