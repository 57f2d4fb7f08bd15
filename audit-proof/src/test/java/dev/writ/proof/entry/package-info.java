@NullMarked
package dev.writ.proof.entry;

import org.jspecify.annotations.NullMarked;
