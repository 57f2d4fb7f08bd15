@NullMarked
package dev.writ.gateway.disconnect;

import org.jspecify.annotations.NullMarked;
