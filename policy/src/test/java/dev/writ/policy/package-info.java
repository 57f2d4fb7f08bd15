@NullMarked
package dev.writ.policy;

import org.jspecify.annotations.NullMarked;
