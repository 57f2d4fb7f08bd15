package dev.writ.launcher.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.dependOnClassesThat;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.writ.launcher.Writ;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** The boundaries of the modules, over all compiled classes but the tests. */
@AnalyzeClasses(packages = "dev.writ", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String STREAMS = "org.apache.kafka.streams..";

    @ArchTest
    static final ArchRule schemasKnowNoOtherModule = module("schemas");

    @ArchTest
    static final ArchRule policyKnowsOnlyTheEventsOfSchemas = module("policy", "schemas.event");

    @ArchTest
    static final ArchRule telemetryKnowsSchemas = module("telemetry", "schemas");

    @ArchTest
    static final ArchRule feedKnowsSchemas = module("feed", "schemas");

    @ArchTest
    static final ArchRule gatewayKnowsNoRule = module("gateway", "schemas", "telemetry", "feed");

    @ArchTest
    static final ArchRule topologyKnowsSchemasTelemetryAndPolicy = module("topology", "schemas", "telemetry", "policy");

    @ArchTest
    static final ArchRule workerKnowsSchemasTelemetryAndFeed = module("worker", "schemas", "telemetry", "feed");

    @ArchTest
    static final ArchRule sinkKnowsSchemasTelemetryPolicyAndProof =
            module("sink", "schemas", "telemetry", "policy", "proof");

    @ArchTest
    static final ArchRule proofKnowsNoOtherModule = module("proof");

    @ArchTest
    static final ArchRule historyKnowsTheRulesAndWhatDecides =
            module("history", "schemas", "policy", "topology", "proof");

    @ArchTest
    static final ArchRule queryKnowsSchemas = module("query", "schemas");

    @ArchTest
    static final ArchRule localClusterKnowsSchemas = module("local", "schemas");

    @ArchTest
    static final ArchRule testClusterKnowsSchemasAndTheLocalCluster = module("testcluster", "schemas", "local");

    @ArchTest
    static final ArchRule onlyTestsUseTheTestCluster = noClasses()
            .that()
            .resideOutsideOfPackage("dev.writ.testcluster..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.writ.testcluster..", "org.testcontainers..", "org.junit..");

    @ArchTest
    static final ArchRule onlyTheTopologyUsesKafkaStreams = noClasses()
            .that()
            .resideOutsideOfPackage("dev.writ.topology..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(STREAMS);

    @ArchTest
    static final ArchRule policyIsPure = noClasses()
            .that()
            .resideInAPackage("dev.writ.policy..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka..", "java.io..", "java.nio..", "java.net..", "java.sql..")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Clock.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(RandomGenerator.class)
            .orShould()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(Math.class, "random")
            .orShould()
            .callMethod(UUID.class, "randomUUID");

    @ArchTest
    static final ArchRule onlyOnePackageSeesJetty = noClasses()
            .that()
            .resideOutsideOfPackage("dev.writ.gateway.http..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.eclipse.jetty..");

    @ArchTest
    static final ArchRule onlyTheLauncherHasMain =
            methods().that().haveName("main").and().areStatic().should().beDeclaredIn(Writ.class);

    @ArchTest
    static final ArchRule modulesHaveNoCycles =
            slices().matching("dev.writ.(*)..").should().beFreeOfCycles();

    /** A module's root package wires the others together and holds what they share; the others form no cycle. */
    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("dev.writ.(*).(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule namesSayWhatAThingIs = noClasses()
            .should()
            .haveSimpleNameEndingWith("Utils")
            .orShould()
            .haveSimpleNameEndingWith("Util")
            .orShould()
            .haveSimpleNameEndingWith("Helper")
            .orShould()
            .haveSimpleNameEndingWith("Manager")
            .orShould()
            .haveSimpleNameEndingWith("Impl");

    /** The module's classes depend on its own, on those of the allowed modules, and on no others of ours. */
    private static ArchRule module(String name, String... allowed) {
        String[] known = Stream.concat(Stream.of(name), Arrays.stream(allowed))
                .map(module -> "dev.writ." + module + "..")
                .toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage("dev.writ." + name + "..")
                .should(dependOnClassesThat(resideInAPackage("dev.writ..").and(not(resideInAnyPackage(known)))));
    }
}
