/** What an agent could do at a time. */
@NullMarked
package dev.writ.history.asof;

import org.jspecify.annotations.NullMarked;
