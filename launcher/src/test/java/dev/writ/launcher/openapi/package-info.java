@NullMarked
package dev.writ.launcher.openapi;

import org.jspecify.annotations.NullMarked;
