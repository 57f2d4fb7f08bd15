@NullMarked
package dev.writ.local.registry;

import org.jspecify.annotations.NullMarked;
