@NullMarked
package dev.writ.schemas.settings;

import org.jspecify.annotations.NullMarked;
