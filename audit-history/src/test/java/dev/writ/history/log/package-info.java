@NullMarked
package dev.writ.history.log;

import org.jspecify.annotations.NullMarked;
