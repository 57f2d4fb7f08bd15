@NullMarked
package dev.writ.benchmark.gateway;

import org.jspecify.annotations.NullMarked;
