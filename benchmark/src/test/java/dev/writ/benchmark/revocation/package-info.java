@NullMarked
package dev.writ.benchmark.revocation;

import org.jspecify.annotations.NullMarked;
