@NullMarked
package dev.writ.proof.checkpoint;

import org.jspecify.annotations.NullMarked;
