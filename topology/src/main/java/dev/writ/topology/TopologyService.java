package dev.writ.topology;

import dev.writ.schemas.serde.SchemaRegistryClient;

/** The topology as a running service: the governance application and the recorder beside it. */
public final class TopologyService implements AutoCloseable {

    private final StreamsRunner governance;
    private final StreamsRunner recorder;

    private TopologyService(StreamsRunner governance, StreamsRunner recorder) {
        this.governance = governance;
        this.recorder = recorder;
    }

    /**
     * Starts it. The topics must be there.
     *
     * @throws org.apache.kafka.common.KafkaException if Kafka cannot be reached or refuses the first records
     */
    public static TopologyService start(GovernanceConfig config) {
        SchemaRegistryClient registry = new RetryingRegistry(config.connection().registry());
        Bootstrap.publish(config, registry);
        StreamsRunner governance = new StreamsRunner(
                config.applicationId(),
                () -> GovernanceTopology.build(config, registry),
                StreamsSettings.of(config, config.applicationId(), registry));
        String recorderId = config.applicationId() + "-recorder";
        StreamsRunner recorder = new StreamsRunner(
                recorderId, () -> RecorderTopology.build(registry), StreamsSettings.of(config, recorderId, registry));
        return new TopologyService(governance, recorder);
    }

    /** Whether requests are being decided. */
    public boolean isReady() {
        return governance.isRunning() && recorder.isRunning();
    }

    /** Stops after the running transactions. */
    @Override
    public void close() {
        governance.close();
        recorder.close();
    }
}
