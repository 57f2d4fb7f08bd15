@NullMarked
package dev.writ.gateway;

import org.jspecify.annotations.NullMarked;
