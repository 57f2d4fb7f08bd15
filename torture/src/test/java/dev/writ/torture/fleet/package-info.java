/** Tests of what keeps a fleet. */
@NullMarked
package dev.writ.torture.fleet;

import org.jspecify.annotations.NullMarked;
