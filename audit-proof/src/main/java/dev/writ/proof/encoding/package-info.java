/** Text forms that have exactly one spelling. */
@NullMarked
package dev.writ.proof.encoding;

import org.jspecify.annotations.NullMarked;
