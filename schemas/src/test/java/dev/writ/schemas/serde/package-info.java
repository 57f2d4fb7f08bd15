@NullMarked
package dev.writ.schemas.serde;

import org.jspecify.annotations.NullMarked;
