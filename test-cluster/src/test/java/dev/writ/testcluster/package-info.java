/** What tests may expect of their cluster, whichever backend it has. */
@NullMarked
package dev.writ.testcluster;

import org.jspecify.annotations.NullMarked;
