/** The four services of Writ, under one shape, and how they start and stop together. */
@NullMarked
package dev.writ.launcher.role;

import org.jspecify.annotations.NullMarked;
