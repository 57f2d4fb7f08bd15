/** One record's proof in a file of its own (C2SP tlog-proof). */
@NullMarked
package dev.writ.proof.prove;

import org.jspecify.annotations.NullMarked;
