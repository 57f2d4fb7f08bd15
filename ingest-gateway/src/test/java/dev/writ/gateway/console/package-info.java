@NullMarked
package dev.writ.gateway.console;

import org.jspecify.annotations.NullMarked;
