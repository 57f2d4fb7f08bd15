/** The tree hash of RFC 6962 and RFC 9162: roots, and proofs that a leaf is in a tree and that a tree grew out of another. */
@NullMarked
package dev.writ.proof.merkle;

import org.jspecify.annotations.NullMarked;
