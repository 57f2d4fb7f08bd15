/** Signed notes (C2SP signed-note) with Ed25519: text, and who signed it. */
@NullMarked
package dev.writ.proof.note;

import org.jspecify.annotations.NullMarked;
