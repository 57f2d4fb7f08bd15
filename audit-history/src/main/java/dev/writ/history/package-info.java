/** What the log holds: replayed as it was, reproduced from its evidence, decided again under another policy. */
@NullMarked
package dev.writ.history;

import org.jspecify.annotations.NullMarked;
