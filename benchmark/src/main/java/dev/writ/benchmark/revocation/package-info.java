/** How soon streams end that are cancelled, or whose agent is paused or demoted, or whose workspace is stopped. */
@NullMarked
package dev.writ.benchmark.revocation;

import org.jspecify.annotations.NullMarked;
