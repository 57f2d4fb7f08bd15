@NullMarked
package dev.writ.gateway.live;

import org.jspecify.annotations.NullMarked;
