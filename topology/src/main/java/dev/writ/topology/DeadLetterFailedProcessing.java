package dev.writ.topology;

import dev.writ.schemas.CloudEvent;
import dev.writ.schemas.DeadLetters;
import dev.writ.schemas.DeadLetters.Why;
import dev.writ.schemas.event.DeadLetterReason;
import dev.writ.schemas.event.DeadLettered;
import dev.writ.schemas.event.RecordOrigin;
import dev.writ.schemas.serde.AvroSerializer;
import dev.writ.schemas.serde.SchemaRegistryClient;
import dev.writ.topology.account.Account;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A record whose processing throws goes to the dead letters, in the same transaction, and its neighbours pass. Processors make
 * all their records before they send the first, so nothing of it is half written. Trouble with Kafka or the registry is not the
 * record's: it goes up, and the transaction is tried again.
 */
public final class DeadLetterFailedProcessing implements ProcessingExceptionHandler {

    /** Key under which the application's settings hold the registry client. */
    static final String REGISTRY = "writ.schema.registry.client";

    /** Key under which they hold the account; without it, nothing is counted. */
    static final String ACCOUNT = "writ.account";

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterFailedProcessing.class);

    private SchemaRegistryClient registry;
    private Account account;

    /** Made by Kafka Streams, which configures it next. */
    @SuppressWarnings("NullAway.Init")
    public DeadLetterFailedProcessing() {}

    @Override
    public void configure(Map<String, ?> configs) {
        registry = (SchemaRegistryClient) Objects.requireNonNull(configs.get(REGISTRY), REGISTRY);
        account = configs.get(ACCOUNT) instanceof Account given ? given : Account.unseen();
    }

    @Override
    public Response handleError(ErrorHandlerContext context, Record<?, ?> record, Exception exception) {
        if (exception instanceof KafkaException) {
            return Response.fail();
        }
        LOG.error(
                "{} failed at {}-{}@{}; the record goes to the dead letters",
                context.processorNodeId(),
                context.topic(),
                context.partition(),
                context.offset(),
                exception);
        return Response.resume(List.of(deadLetter(context, exception)));
    }

    private ProducerRecord<byte[], byte[]> deadLetter(ErrorHandlerContext context, Exception exception) {
        RecordOrigin origin = new RecordOrigin(context.topic(), context.partition(), context.offset());
        Why why = new Why(
                DeadLetterReason.FAILED,
                "processing_failed",
                exception.toString(),
                "topology/" + context.processorNodeId(),
                CloudEvent.idIn(context.headers()).orElse(null));
        DeadLettered letter = DeadLetters.of(
                origin, context.timestamp(), context.sourceRawKey(), context.sourceRawValue(), context.headers(), why);
        account.wrote(letter);
        return DeadLetters.toRecord(
                letter, context.sourceRawKey(), context.headers(), "/writ/topology", new AvroSerializer<>(registry));
    }
}
