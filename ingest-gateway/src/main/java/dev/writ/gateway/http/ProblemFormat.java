package dev.writ.gateway.http;

import com.fasterxml.jackson.databind.JsonNode;

/** How problems are written at some paths in place of problem+json, because clients there expect another dialect. */
public interface ProblemFormat {

    /**
     * Whether it is for a path.
     *
     * @param path decoded and normalised, without the query; empty if the request had no usable one
     */
    boolean isFor(String path);

    /** The media type of what it writes. */
    String mediaType();

    /** The problem in this format. */
    JsonNode write(Problem problem);
}
