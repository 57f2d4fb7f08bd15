@NullMarked
package dev.writ.benchmark;

import org.jspecify.annotations.NullMarked;
