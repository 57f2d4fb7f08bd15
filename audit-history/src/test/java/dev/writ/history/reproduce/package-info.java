@NullMarked
package dev.writ.history.reproduce;

import org.jspecify.annotations.NullMarked;
