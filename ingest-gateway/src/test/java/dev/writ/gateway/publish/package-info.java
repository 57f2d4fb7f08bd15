@NullMarked
package dev.writ.gateway.publish;

import org.jspecify.annotations.NullMarked;
