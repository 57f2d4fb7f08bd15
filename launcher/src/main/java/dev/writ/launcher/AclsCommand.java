package dev.writ.launcher;

import dev.writ.launcher.cluster.AccessCatalogue;
import dev.writ.launcher.cluster.AclCommandLines;
import dev.writ.launcher.cluster.ClusterAdmin;
import dev.writ.launcher.console.Console;
import dev.writ.launcher.console.RefusedException;
import dev.writ.launcher.role.Role;
import dev.writ.launcher.settings.Settings;
import dev.writ.launcher.settings.SettingsOptions;
import dev.writ.schemas.Access;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.utils.SecurityUtils;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints the rights that each role needs on a cluster with an authorizer, or creates them. */
@Command(
        name = "acls",
        description = {
            "Prints the least rights of each role as commands of kafka-acls.sh; with --create, creates them.",
            "Rights that are there already stay; nothing is taken away."
        },
        mixinStandardHelpOptions = true)
final class AclsCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private SettingsOptions options = new SettingsOptions();

    @Parameters(
            arity = "0..1",
            paramLabel = "ROLE",
            description = {
                "topology, worker, sink, gateway; operator, who creates and checks topics; auditor, who reads the history;",
                "or eraser, who erases personal texts (default: all)."
            })
    private @Nullable String role;

    @Option(
            names = "--principal",
            paramLabel = "TYPE:NAME",
            description = "Who gets the rights (default: User:writ- and the role).")
    private @Nullable String principal;

    @Option(names = "--create", description = "Create the rights on the cluster of bootstrap.servers.")
    private boolean create;

    AclsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        Settings settings = options.read(Role.allKeys(), console.environment());
        ClusterAdmin cluster = ClusterAdmin.of(settings, "writ-acls");
        Map<String, Access> wanted =
                AccessCatalogue.of(settings).only(Optional.ofNullable(role)).byName();
        if (create) {
            create(cluster, wanted);
        } else {
            AclCommandLines lines = new AclCommandLines(cluster.bootstrapServers());
            wanted.forEach(
                    (name, access) -> lines.adding(access, principalOf(name)).forEach(console.out()::println));
        }
        console.out().flush();
        return 0;
    }

    private void create(ClusterAdmin cluster, Map<String, Access> wanted) throws InterruptedException {
        List<AclBinding> bindings = new ArrayList<>();
        wanted.forEach((name, access) -> bindings.addAll(access.bindings(principalOf(name))));
        cluster.call(admin -> admin.createAcls(bindings).all().get());
        wanted.forEach((name, access) -> console.out()
                .println(principalOf(name) + " has the " + access.rights().size() + " rights of " + name));
    }

    private String principalOf(String name) {
        String given = principal == null ? "User:writ-" + name : principal;
        try {
            return SecurityUtils.parseKafkaPrincipal(given).toString();
        } catch (IllegalArgumentException e) {
            throw new RefusedException("not a principal, such as User:writ-gateway: " + given, e);
        }
    }
}
