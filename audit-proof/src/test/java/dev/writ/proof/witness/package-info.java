@NullMarked
package dev.writ.proof.witness;

import org.jspecify.annotations.NullMarked;
