/** Who asks. */
@NullMarked
package dev.writ.gateway.principal;

import org.jspecify.annotations.NullMarked;
