/** Pushes what belongs to one user and session over a WebSocket. */
@NullMarked
package dev.writ.gateway.push;

import org.jspecify.annotations.NullMarked;
