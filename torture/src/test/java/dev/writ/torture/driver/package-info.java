/** The driver against a server that answers as told. */
@NullMarked
package dev.writ.torture.driver;

import org.jspecify.annotations.NullMarked;
