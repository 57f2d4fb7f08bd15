@NullMarked
package dev.writ.history.asof;

import org.jspecify.annotations.NullMarked;
