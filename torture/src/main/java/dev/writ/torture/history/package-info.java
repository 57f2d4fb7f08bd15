/** What a run left behind, as facts that say where they stand. */
@NullMarked
package dev.writ.torture.history;

import org.jspecify.annotations.NullMarked;
