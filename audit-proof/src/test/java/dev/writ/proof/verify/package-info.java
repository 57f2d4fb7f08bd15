@NullMarked
package dev.writ.proof.verify;

import org.jspecify.annotations.NullMarked;
