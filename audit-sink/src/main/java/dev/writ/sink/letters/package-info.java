/** What cannot be written, to writ.dead-letters. */
@NullMarked
package dev.writ.sink.letters;

import org.jspecify.annotations.NullMarked;
