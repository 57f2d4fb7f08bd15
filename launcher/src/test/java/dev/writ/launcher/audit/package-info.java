@NullMarked
package dev.writ.launcher.audit;

import org.jspecify.annotations.NullMarked;
