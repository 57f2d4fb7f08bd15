@NullMarked
package dev.writ.benchmark.local;

import org.jspecify.annotations.NullMarked;
