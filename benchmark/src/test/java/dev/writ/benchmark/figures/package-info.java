@NullMarked
package dev.writ.benchmark.figures;

import org.jspecify.annotations.NullMarked;
