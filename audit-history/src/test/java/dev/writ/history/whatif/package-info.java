@NullMarked
package dev.writ.history.whatif;

import org.jspecify.annotations.NullMarked;
