/** What happens, told to whoever watches all of it. */
@NullMarked
package dev.writ.gateway.live;

import org.jspecify.annotations.NullMarked;
