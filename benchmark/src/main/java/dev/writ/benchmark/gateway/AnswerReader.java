package dev.writ.benchmark.gateway;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the answers of HTTP/1.1 on one connection as their bytes come; each must tell its length. */
final class AnswerReader {

    private static final String END_OF_HEAD = "\r\n\r\n";
    private static final int LONGEST_HEAD = 16_384;
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 ([1-5][0-9]{2}) ");
    private static final Pattern LENGTH = Pattern.compile("(?i)\r\nContent-Length: *([0-9]{1,9})\r\n");
    private static final int IN_HEAD = -1;

    private final StringBuilder head = new StringBuilder();
    private int left = IN_HEAD;
    private int status;

    /**
     * Takes bytes, up to the end of an answer.
     *
     * @return whether the answer is whole; what is left of the bytes belongs to the next one
     * @throws IOException if it is no answer, or one without a length
     */
    boolean take(ByteBuffer bytes) throws IOException {
        while (left == IN_HEAD && bytes.hasRemaining()) {
            head.append((char) (bytes.get() & 0xFF));
            if (head.length() > LONGEST_HEAD) {
                throw new IOException("an answer's head is longer than " + LONGEST_HEAD + " bytes");
            }
            if (endsHead()) {
                readHead();
            }
        }
        if (left == IN_HEAD) {
            return false;
        }
        int taken = Math.min(left, bytes.remaining());
        bytes.position(bytes.position() + taken);
        left -= taken;
        if (left > 0) {
            return false;
        }
        head.setLength(0);
        left = IN_HEAD;
        return true;
    }

    /** Of the answer whose end was taken last. */
    int status() {
        return status;
    }

    private boolean endsHead() {
        int begin = head.length() - END_OF_HEAD.length();
        return begin >= 0 && head.indexOf(END_OF_HEAD, begin) >= 0;
    }

    private void readHead() throws IOException {
        Matcher first = STATUS.matcher(head);
        Matcher length = LENGTH.matcher(head);
        if (!first.lookingAt() || !length.find()) {
            throw new IOException("this is no answer with a length: " + head);
        }
        status = Integer.parseInt(first.group(1));
        left = Integer.parseInt(length.group(1));
    }
}
