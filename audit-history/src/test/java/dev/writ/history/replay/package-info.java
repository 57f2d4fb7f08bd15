@NullMarked
package dev.writ.history.replay;

import org.jspecify.annotations.NullMarked;
