@NullMarked
package dev.writ.proof.log;

import org.jspecify.annotations.NullMarked;
