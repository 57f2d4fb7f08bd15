package dev.writ.local.junit;

import dev.writ.local.LocalCluster;
import dev.writ.local.LocalClusterConfig;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests a {@link LocalCluster} parameter: one for the whole JVM, with the catalogue's topics, started on first use
 * and closed behind the last test. Tests share its topics, so each takes keys and ids of its own.
 */
public final class LocalClusterExtension implements ParameterResolver {

    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(LocalClusterExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == LocalCluster.class;
    }

    @Override
    public LocalCluster resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(
                        LocalCluster.class,
                        key -> LocalCluster.start(LocalClusterConfig.ephemeral()),
                        LocalCluster.class);
    }
}
