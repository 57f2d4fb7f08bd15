/** The description of the HTTP surface for programs. */
@NullMarked
package dev.writ.launcher.openapi;

import org.jspecify.annotations.NullMarked;
