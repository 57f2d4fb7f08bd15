/** Merkle logs (RFC 6962), signed checkpoints (C2SP) and proofs: what an auditor checks without any server. */
@NullMarked
package dev.writ.proof;

import org.jspecify.annotations.NullMarked;
