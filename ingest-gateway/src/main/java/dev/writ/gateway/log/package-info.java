/** Reads topics' logs beside the feeds, for what the feeds no longer hold. */
@NullMarked
package dev.writ.gateway.log;

import org.jspecify.annotations.NullMarked;
