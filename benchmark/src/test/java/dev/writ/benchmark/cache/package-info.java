@NullMarked
package dev.writ.benchmark.cache;

import org.jspecify.annotations.NullMarked;
