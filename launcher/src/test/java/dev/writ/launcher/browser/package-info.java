@NullMarked
package dev.writ.launcher.browser;

import org.jspecify.annotations.NullMarked;
