/** The HTTP server. The only package that knows which one it is. */
@NullMarked
package dev.writ.gateway.http;

import org.jspecify.annotations.NullMarked;
