@NullMarked
package dev.writ.feed;

import org.jspecify.annotations.NullMarked;
