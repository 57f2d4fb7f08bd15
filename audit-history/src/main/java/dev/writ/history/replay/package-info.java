/** History as it was: found by what it is about, written as JSON, or sent again into another topic. */
@NullMarked
package dev.writ.history.replay;

import org.jspecify.annotations.NullMarked;
