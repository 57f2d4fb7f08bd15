/** Journals as they are written and read. */
@NullMarked
package dev.writ.torture.journal;

import org.jspecify.annotations.NullMarked;
