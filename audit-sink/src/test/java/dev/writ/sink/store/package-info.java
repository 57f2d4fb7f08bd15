@NullMarked
package dev.writ.sink.store;

import org.jspecify.annotations.NullMarked;
