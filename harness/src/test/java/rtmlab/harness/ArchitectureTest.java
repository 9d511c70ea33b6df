package rtmlab.harness;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may use whom; what Maven's modules already forbid is not repeated here. */
class ArchitectureTest {

    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("rtmlab");

    private static final List<String> VARIANTS = List.of("rtmlab.initial..", "rtmlab.updated..", "rtmlab.bootstrap..");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rtmlab.protocol",
                "rtmlab.checkers.promise",
                "rtmlab.backends.runtime",
                "rtmlab.initial",
                "rtmlab.updated",
                "rtmlab.bootstrap",
                "rtmlab.harness.cli"
            })
    @DisplayName("the rules look at every module")
    void everyModuleIsLookedAt(String packageName) {
        assertThat(ALL.containPackage(packageName)).isTrue();
        assertThat(ALL.getPackage(packageName).getClasses()).hasSizeGreaterThan(3);
    }

    @Test
    void variantsReachTheWorldThroughPortsAlone() {
        hold(noClasses()
                .that()
                .resideInAnyPackage(VARIANTS.toArray(String[]::new))
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages(
                        "rtmlab.protocol..",
                        "rtmlab.initial..",
                        "rtmlab.updated..",
                        "rtmlab.bootstrap..",
                        "com.github.benmanes.caffeine..",
                        "org.jspecify..",
                        "java.."));
    }

    /** A cache is a collection, once its threads and its time are taken from it. */
    @Test
    void cachesAreMadeInOnePlaceAlone() {
        hold(noClasses()
                .that()
                .resideOutsideOfPackage("rtmlab.backends..")
                .and()
                .doNotHaveFullyQualifiedName("rtmlab.bootstrap.Caches")
                .should()
                .callMethod(com.github.benmanes.caffeine.cache.Caffeine.class, "newBuilder"));
    }

    @Test
    void variantsKnowNothingOfEachOther() {
        for (var one : VARIANTS) {
            for (var other : VARIANTS) {
                if (!one.equals(other)) {
                    hold(noClasses()
                            .that()
                            .resideInAPackage(one)
                            .should()
                            .dependOnClassesThat()
                            .resideInAPackage(other));
                }
            }
        }
    }

    @Test
    void variantsHaveNoThreadNoClockAndNoChanceOfTheirOwn() {
        hold(noClasses()
                .that()
                .resideInAnyPackage(VARIANTS.toArray(String[]::new))
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(
                        Thread.class,
                        ThreadLocal.class,
                        java.util.Random.class,
                        java.security.SecureRandom.class,
                        java.util.UUID.class,
                        java.util.Timer.class,
                        java.util.concurrent.CompletableFuture.class,
                        java.util.concurrent.ThreadLocalRandom.class,
                        java.time.Clock.class)
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.util.concurrent.locks..", "java.net..", "java.nio..", "java.sql..", "java.io..")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .callMethod(java.time.Instant.class, "now"));
    }

    @Test
    void protocolAndCheckersUseNothingOfOurs() {
        hold(noClasses()
                .that()
                .resideInAPackage("rtmlab.protocol..")
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages("rtmlab.protocol..", "org.jspecify..", "java.."));
        hold(noClasses()
                .that()
                .resideInAPackage("rtmlab.checkers..")
                .should()
                .dependOnClassesThat(com.tngtech.archunit.base.DescribedPredicate.describe(
                        "are ours but not the checkers'",
                        type -> type.getPackageName().startsWith("rtmlab.")
                                && !type.getPackageName().startsWith("rtmlab.checkers"))));
    }

    @Test
    void librariesStayBehindTheBackends() {
        hold(noClasses()
                .that()
                .resideOutsideOfPackages("rtmlab.backends..", "rtmlab.harness.page..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.javalin.."));
        hold(noClasses()
                .that()
                .resideOutsideOfPackage("rtmlab.backends..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.java_websocket..",
                        "org.apache.kafka..",
                        "redis.clients..",
                        "org.jdbi..",
                        "com.zaxxer..",
                        "java.sql.."));
    }

    private static void hold(ArchRule rule) {
        rule.check(ALL);
    }
}
