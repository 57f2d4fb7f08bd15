/** What a decision takes that the decision cache has the check for, and how often it has. */
@NullMarked
package dev.writ.benchmark.cache;

import org.jspecify.annotations.NullMarked;
