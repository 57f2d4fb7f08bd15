/** Requests at a steady rate, each sent until it is answered. */
@NullMarked
package dev.writ.torture.driver;

import org.jspecify.annotations.NullMarked;
