package dev.writ.testcluster;

import java.util.function.Supplier;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests a {@link TestCluster} parameter: one for the whole JVM, with the catalogue's topics, started before the first
 * class that wants it and closed behind the last test. Tests share its topics, so each takes keys and ids of its own. The
 * system property {@code writ.test.cluster} chooses the backend: {@code in-jvm}, the default, or {@code containers}. A
 * cluster that cannot start fails every class that wants it.
 */
public final class TestClusterExtension implements BeforeAllCallback, ParameterResolver {

    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(TestClusterExtension.class);

    @Override
    public void beforeAll(ExtensionContext context) {
        cluster(context);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == TestCluster.class;
    }

    @Override
    public TestCluster resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return cluster(context);
    }

    private static TestCluster cluster(ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(Attempt.class, key -> Attempt.start(), Attempt.class)
                .cluster();
    }

    /** The one attempt of this JVM to start a cluster; a second one would take as long to fail. */
    private record Attempt(Supplier<TestCluster> outcome, Runnable end) implements AutoCloseable {

        static Attempt start() {
            try {
                TestCluster cluster = Backend.chosen().start();
                return new Attempt(() -> cluster, cluster::close);
            } catch (RuntimeException e) {
                return new Attempt(
                        () -> {
                            throw e;
                        },
                        () -> {});
            }
        }

        TestCluster cluster() {
            return outcome.get();
        }

        @Override
        public void close() {
            end.run();
        }
    }
}
