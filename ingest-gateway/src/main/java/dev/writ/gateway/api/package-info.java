/** The routes. */
@NullMarked
package dev.writ.gateway.api;

import org.jspecify.annotations.NullMarked;
