@NullMarked
package dev.writ.sink.rows;

import org.jspecify.annotations.NullMarked;
