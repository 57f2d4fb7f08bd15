package dev.writ.testcluster;

import dev.writ.local.LocalClusterConfig;
import java.util.Arrays;

/** What a test cluster is made of. */
enum Backend {
    /** {@link dev.writ.local.LocalCluster}: needs nothing but this JVM. */
    IN_JVM("in-jvm") {
        @Override
        TestCluster start() {
            return InJvmCluster.start(LocalClusterConfig.ephemeral());
        }
    },
    /** Containers of the public images: needs a Docker engine. */
    CONTAINERS("containers") {
        @Override
        TestCluster start() {
            return ContainerCluster.start(LocalClusterConfig.ephemeral().partitionLimit());
        }
    };

    /** System property that chooses one by its name; the build sets it by {@code -Pcontainers}. */
    static final String PROPERTY = "writ.test.cluster";

    private final String id;

    Backend(String id) {
        this.id = id;
    }

    /** Starts a cluster with the catalogue's topics. */
    abstract TestCluster start();

    /**
     * The backend of a name.
     *
     * @throws IllegalArgumentException if there is none
     */
    static Backend of(String id) {
        return Arrays.stream(values())
                .filter(backend -> backend.id.equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(PROPERTY + " must be in-jvm or containers, not " + id));
    }

    /** The backend that the system property names; in this JVM where it is not set. */
    static Backend chosen() {
        return of(System.getProperty(PROPERTY, IN_JVM.id));
    }
}
