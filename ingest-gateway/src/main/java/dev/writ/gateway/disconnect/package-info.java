/** What becomes of streams whose readers have left. */
@NullMarked
package dev.writ.gateway.disconnect;

import org.jspecify.annotations.NullMarked;
