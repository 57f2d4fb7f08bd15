@NullMarked
package dev.writ.sink.personal;

import org.jspecify.annotations.NullMarked;
