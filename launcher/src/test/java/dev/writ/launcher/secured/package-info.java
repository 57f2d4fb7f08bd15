/** Writ on a cluster that lets nobody do more than they must. */
@NullMarked
package dev.writ.launcher.secured;

import org.jspecify.annotations.NullMarked;
