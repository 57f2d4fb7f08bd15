/** The states that governance was in, folded from the log again. */
@NullMarked
package dev.writ.history.fold;

import org.jspecify.annotations.NullMarked;
