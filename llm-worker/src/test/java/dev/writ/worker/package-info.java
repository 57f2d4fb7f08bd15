/** The worker as a whole, and what its tests share. */
@NullMarked
package dev.writ.worker;

import org.jspecify.annotations.NullMarked;
