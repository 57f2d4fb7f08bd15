/** What another policy would have decided. */
@NullMarked
package dev.writ.history.whatif;

import org.jspecify.annotations.NullMarked;
