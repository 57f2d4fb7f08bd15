package dev.writ.testcluster;

import dev.writ.local.LocalCluster;
import dev.writ.local.LocalClusterConfig;
import java.net.URI;

/** The local cluster of {@code writ up} as a test cluster. */
final class InJvmCluster implements TestCluster {

    private final LocalCluster cluster;

    private InJvmCluster(LocalCluster cluster) {
        this.cluster = cluster;
    }

    static InJvmCluster start(LocalClusterConfig config) {
        return new InJvmCluster(LocalCluster.start(config));
    }

    @Override
    public String bootstrapServers() {
        return cluster.bootstrapServers();
    }

    @Override
    public URI registryUrl() {
        return cluster.registryUrl();
    }

    @Override
    public String jdbcUrl() {
        return cluster.jdbcUrl();
    }

    @Override
    public String jdbcUser() {
        return cluster.jdbcUser();
    }

    @Override
    public String jdbcPassword() {
        return cluster.jdbcPassword();
    }

    @Override
    public void stopPostgres() {
        cluster.stopPostgres();
    }

    @Override
    public void startPostgres() {
        cluster.startPostgres();
    }

    @Override
    public void stopRegistry() {
        cluster.stopRegistry();
    }

    @Override
    public void startRegistry() {
        cluster.startRegistry();
    }

    @Override
    public void close() {
        cluster.close();
    }
}
