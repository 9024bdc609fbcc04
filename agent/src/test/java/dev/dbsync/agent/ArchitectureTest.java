package dev.dbsync.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The agent keeps the rules of its house, and each rule bites: below the package {@code planted} lie classes that break
 * one each, in packages named as the agent's own are.
 */
class ArchitectureTest {
    private static final String AGENT = "dev.dbsync.agent";
    private static final String PLANTED = AGENT + ".planted";

    private static final JavaClasses AGENT_CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(AGENT);
    private static final JavaClasses PLANTED_CLASSES = new ClassFileImporter().importPackages(PLANTED);

    /** Each rule for the packages below a root, with the planted classes that break it. */
    private static List<Guard> guards(String root) {
        ArchitectureRules rules = new ArchitectureRules(root);
        return List.of(
                new Guard(
                        "every package is declared",
                        rules.everyPackageIsDeclared(),
                        "undeclared.InAnUndeclaredPackage"),
                new Guard(
                        "packages use only what the table allows",
                        rules.packagesUseOnlyWhatTheTableAllows(),
                        "planning.UsesExecution",
                        "detection.UsesOperations",
                        "state.UsesControl"),
                new Guard("packages form no cycle", rules.packagesFormNoCycle(), "state.UsesControl"),
                new Guard(
                        "pure packages know only values",
                        rules.purePackagesKnowOnlyValues(),
                        "catalog.UsesJdbc",
                        "catalog.ReadsAFile",
                        "schema.OpensASocket",
                        "state.HasALogger",
                        "state.HasAClock",
                        "planning.CountsNanoseconds",
                        "planning.UsesALibrary"),
                new Guard(
                        "pure packages do not ask for the time",
                        rules.purePackagesDoNotAskForTheTime(),
                        "schema.AsksForTheTime"),
                new Guard(
                        "Jetty is known only to server",
                        rules.isKnownOnlyTo("org.eclipse.jetty", List.of("server")),
                        "rpc.KnowsJetty"),
                new Guard(
                        "jsonrpc4j is known only to rpc",
                        rules.isKnownOnlyTo("com.googlecode.jsonrpc4j", List.of("rpc")),
                        "server.KnowsJsonrpc4j"),
                new Guard(
                        "Liquibase is known only to execution.liquibase",
                        rules.isKnownOnlyTo("liquibase", List.of("execution.liquibase")),
                        "execution.KnowsLiquibase"),
                new Guard(
                        "picocli is known only to cli",
                        rules.isKnownOnlyTo("picocli", List.of("cli", "")),
                        "operations.KnowsPicocli"),
                new Guard(
                        "Bouncy Castle is known only to tls",
                        rules.isKnownOnlyTo("org.bouncycastle", List.of("tls")),
                        "server.KnowsBouncyCastle"),
                new Guard(
                        "Logback is known only to logging",
                        rules.isKnownOnlyTo("ch.qos.logback", List.of("logging")),
                        "operations.KnowsLogback"),
                new Guard(
                        "junixsocket is known only to supervision and database.driver",
                        rules.isKnownOnlyTo("org.newsclub", List.of("supervision", "database.driver")),
                        "server.KnowsJunixsocket"),
                new Guard(
                        "Jackson is known only to rpc, catalog.loading, journal and cli",
                        rules.isKnownOnlyTo(
                                "com.fasterxml.jackson", List.of("rpc", "catalog.loading", "journal", "cli")),
                        "config.KnowsJackson",
                        "planning.UsesALibrary"),
                new Guard(
                        "no class is a drawer for odds and ends",
                        rules.namesSayWhatAClassIs(),
                        "operations.LockManager",
                        "operations.SqlHelper",
                        "operations.TextUtils"),
                new Guard(
                        "only the command line prints",
                        rules.onlyTheCommandLinePrints(),
                        "execution.Prints",
                        "execution.PrintsAStackTrace"));
    }

    private record Guard(String says, ArchRule rule, List<String> planted) {
        Guard(String says, ArchRule rule, String... planted) {
            this(says, rule, List.of(planted));
        }
    }

    static Stream<Arguments> rulesOfTheAgent() {
        return guards(AGENT).stream().map(guard -> Arguments.of(guard.says(), guard.rule()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rulesOfTheAgent")
    void theAgentKeepsTheRule(String says, ArchRule rule) {
        rule.check(AGENT_CLASSES);
    }

    static Stream<Arguments> rulesAndWhatBreaksThem() {
        return guards(PLANTED).stream().flatMap(guard -> guard.planted().stream()
                .map(planted -> Arguments.of(guard.says(), guard.rule(), planted)));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("rulesAndWhatBreaksThem")
    void aRuleNamesThePlantedClassThatBreaksIt(String says, ArchRule rule, String planted) {
        assertThat(rule.evaluate(PLANTED_CLASSES).getFailureReport().getDetails())
                .anyMatch(detail -> detail.contains(PLANTED + "." + planted));
    }

    static Stream<Arguments> rulesAndWhatKeepsThem() {
        return guards(PLANTED).stream().map(guard -> Arguments.of(guard.says(), guard.rule()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rulesAndWhatKeepsThem")
    void aRuleLeavesThePlantedClassAloneThatBreaksNone(String says, ArchRule rule) {
        assertThat(rule.evaluate(PLANTED_CLASSES).getFailureReport().getDetails())
                .noneMatch(detail -> detail.contains("cli.BreaksNothing"));
    }

    @Test
    void theClassesOfTheAgentWereFound() {
        assertThat(AGENT_CLASSES).hasSizeGreaterThan(100);
    }
}
