@NullMarked
package dev.writ.proof.prove;

import org.jspecify.annotations.NullMarked;
