@NullMarked
package dev.writ.schemas;

import org.jspecify.annotations.NullMarked;
