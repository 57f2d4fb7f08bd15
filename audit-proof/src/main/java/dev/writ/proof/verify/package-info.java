/** Whether an exported log is what was signed, whole and unchanged: offline, from files and keys alone. */
@NullMarked
package dev.writ.proof.verify;

import org.jspecify.annotations.NullMarked;
