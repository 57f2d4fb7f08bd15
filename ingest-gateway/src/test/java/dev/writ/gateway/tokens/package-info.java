@NullMarked
package dev.writ.gateway.tokens;

import org.jspecify.annotations.NullMarked;
