/** Histories with one planted error each. */
@NullMarked
package dev.writ.torture.check;

import org.jspecify.annotations.NullMarked;
