@NullMarked
package dev.writ.topology;

import org.jspecify.annotations.NullMarked;
