@NullMarked
package dev.writ.local;

import org.jspecify.annotations.NullMarked;
