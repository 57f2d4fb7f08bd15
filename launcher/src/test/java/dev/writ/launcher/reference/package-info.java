/** Tests of what is said about settings. */
@NullMarked
package dev.writ.launcher.reference;

import org.jspecify.annotations.NullMarked;
