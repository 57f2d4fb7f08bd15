@NullMarked
package dev.writ.benchmark.decisions;

import org.jspecify.annotations.NullMarked;
