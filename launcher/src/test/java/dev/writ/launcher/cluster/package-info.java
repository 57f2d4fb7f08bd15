/** Commands beside the clusters that they look at. */
@NullMarked
package dev.writ.launcher.cluster;

import org.jspecify.annotations.NullMarked;
