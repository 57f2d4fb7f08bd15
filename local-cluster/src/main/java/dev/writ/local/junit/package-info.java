/** The cluster as a parameter of JUnit tests. */
@NullMarked
package dev.writ.local.junit;

import org.jspecify.annotations.NullMarked;
