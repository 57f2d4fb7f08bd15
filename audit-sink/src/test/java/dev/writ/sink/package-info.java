@NullMarked
package dev.writ.sink;

import org.jspecify.annotations.NullMarked;
