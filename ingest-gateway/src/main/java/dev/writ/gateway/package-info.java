/** HTTP in, events out; decisions and tokens back. */
@NullMarked
package dev.writ.gateway;

import org.jspecify.annotations.NullMarked;
