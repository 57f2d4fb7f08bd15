@NullMarked
package dev.writ.benchmark.load;

import org.jspecify.annotations.NullMarked;
