/** Token streams, live and from the log. */
@NullMarked
package dev.writ.gateway.tokens;

import org.jspecify.annotations.NullMarked;
