@NullMarked
package dev.writ.benchmark.path;

import org.jspecify.annotations.NullMarked;
