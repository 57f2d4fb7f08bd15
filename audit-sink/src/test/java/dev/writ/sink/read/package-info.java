@NullMarked
package dev.writ.sink.read;

import org.jspecify.annotations.NullMarked;
