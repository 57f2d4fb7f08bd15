/** A record of the audit topic, and the leaf that stands for it in the tree. */
@NullMarked
package dev.writ.proof.entry;

import org.jspecify.annotations.NullMarked;
