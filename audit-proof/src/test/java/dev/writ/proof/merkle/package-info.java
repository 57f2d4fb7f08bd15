@NullMarked
package dev.writ.proof.merkle;

import org.jspecify.annotations.NullMarked;
