@NullMarked
package dev.writ.history;

import org.jspecify.annotations.NullMarked;
