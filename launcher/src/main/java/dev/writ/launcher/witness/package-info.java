/** Remembers what the audit's operator signed, and sees to it that it stays one history. */
@NullMarked
package dev.writ.launcher.witness;

import org.jspecify.annotations.NullMarked;
