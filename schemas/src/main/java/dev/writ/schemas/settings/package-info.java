/** How every role reads its settings: unknown keys and bad values are refused in one line, and secrets are never shown. */
@NullMarked
package dev.writ.schemas.settings;

import org.jspecify.annotations.NullMarked;
