/** What is logged where. */
@NullMarked
package dev.writ.launcher.logging;

import org.jspecify.annotations.NullMarked;
