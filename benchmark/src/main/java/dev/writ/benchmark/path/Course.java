package dev.writ.benchmark.path;

import java.util.function.Function;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * What records are sent through.
 *
 * @param name for people
 * @param to the topic where they come out again, under their keys
 * @param threads how the names of the threads begin that do the work; empty: there are none
 * @param requests makes the record to send from the key under which it comes out; its topic is where it goes in
 */
public record Course(
        String name, String to, String threads, Function<String, ProducerRecord<byte[], byte[]>> requests) {}
