@NullMarked
package dev.writ.proof.note;

import org.jspecify.annotations.NullMarked;
