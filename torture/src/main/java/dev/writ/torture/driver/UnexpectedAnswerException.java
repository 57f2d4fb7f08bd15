package dev.writ.torture.driver;

import java.io.IOException;

/** A gateway answered as none should, whatever has been done to it. */
public final class UnexpectedAnswerException extends IOException {

    UnexpectedAnswerException(String message) {
        super(message);
    }
}
