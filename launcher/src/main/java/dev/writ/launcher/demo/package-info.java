/** The seven-step story, played over HTTP and SQL against a running Writ. */
@NullMarked
package dev.writ.launcher.demo;

import org.jspecify.annotations.NullMarked;
