@NullMarked
package dev.writ.history.fold;

import org.jspecify.annotations.NullMarked;
