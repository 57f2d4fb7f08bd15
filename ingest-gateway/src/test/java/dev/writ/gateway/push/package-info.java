@NullMarked
package dev.writ.gateway.push;

import org.jspecify.annotations.NullMarked;
