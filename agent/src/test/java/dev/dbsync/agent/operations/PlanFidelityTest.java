package dev.dbsync.agent.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbsync.agent.database.Engine;
import dev.dbsync.agent.execution.Effect;
import dev.dbsync.agent.testing.DatabaseUnderTest;
import dev.dbsync.agent.testing.LegacyDatabase;
import dev.dbsync.agent.testing.NovaCatalogue;
import dev.dbsync.agent.testing.SharedServers;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What plan says is what the server's log shows for sync, in that order, control tables aside. */
@ExtendWith(SharedServers.class)
class PlanFidelityTest {
    private static final Pattern CONTROL_TABLE = Pattern.compile("\\b(alembic_version|migrate_version)\\b");

    static Stream<Arguments> everyCatalogueOnEveryEngine() {
        return Stream.of(Engine.values())
                .flatMap(engine -> Stream.of(NovaCatalogue.values()).map(catalogue -> Arguments.of(engine, catalogue)));
    }

    static Stream<Arguments> everyCatalogueOnEveryServer() {
        return everyCatalogueOnEveryEngine().filter(arguments -> arguments.get()[0] != Engine.H2);
    }

    @ParameterizedTest
    @MethodSource("everyCatalogueOnEveryEngine")
    void plansForAnEmptyDatabaseWhatSyncSends(Engine engine, NovaCatalogue catalogue) throws Exception {
        try (DatabaseUnderTest database = SharedServers.freshDatabase(engine)) {
            assertThatSyncSendsThePlan(Pipelines.of(catalogue.label()), database);
        }
    }

    @ParameterizedTest
    @MethodSource("everyCatalogueOnEveryServer")
    void plansForALegacyDatabaseWhatSyncSends(Engine engine, NovaCatalogue catalogue) throws Exception {
        try (DatabaseUnderTest database =
                LegacyDatabase.at(SharedServers.of(engine), catalogue, catalogue.firstLegacyVersion())) {
            assertThatSyncSendsThePlan(Pipelines.of(catalogue.label()), database);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Engine.class,
            names = {"MARIADB", "H2"})
    void plansForAStepThatWasCutOffOnlyWhatIsLeftOfIt(Engine engine) throws Exception {
        DatabasePipeline pipeline = Pipelines.of("nova/main");
        try (DatabaseUnderTest database = SharedServers.freshDatabase(engine)) {
            Pipelines.sync(pipeline, database, "16f1fbcab42b");
            database.execute("alter table block_device_mapping add encrypted boolean");

            assertThat(Pipelines.detect(pipeline, database).state().wireName()).isEqualTo("interrupted");
            List<String> planned = assertThatSyncSendsThePlan(pipeline, database);

            assertThat(planned).noneMatch(sql -> sql.matches("(?i)alter table block_device_mapping add encrypted .*"));
            assertThat(planned).anyMatch(sql -> sql.contains("encryption_options"));
        }
    }

    @Test
    void callsAStepThatDropsATableDestructive() throws Exception {
        try (DatabaseUnderTest database = SharedServers.freshDatabase(Engine.H2)) {
            assertThat(destructive(Pipelines.of("nova/main"), database)).containsExactly("d60bddf7a903");
        }
    }

    @Test
    void plansToDropTheLegacyVersionTableOnlyWhereItIs() throws Exception {
        try (DatabaseUnderTest database = LegacyDatabase.at(SharedServers.postgres(), NovaCatalogue.MAIN, 422)) {
            assertThat(destructive(Pipelines.of("nova/main"), database))
                    .containsExactly("1b91788ec3a6", "d60bddf7a903");
        }
    }

    private static List<String> destructive(DatabasePipeline pipeline, DatabaseUnderTest database) throws Exception {
        return Pipelines.plan(pipeline, database, null).steps().stream()
                .filter(step -> step.effect() == Effect.DESTRUCTIVE)
                .map(step -> step.step().id())
                .toList();
    }

    private static List<String> assertThatSyncSendsThePlan(DatabasePipeline pipeline, DatabaseUnderTest database)
            throws Exception {
        database.mark();
        List<String> planned = Pipelines.plan(pipeline, database, null).steps().stream()
                .flatMap(step -> step.statements().stream())
                .toList();
        assertThat(database.changesLogged()).isEmpty();

        Pipelines.sync(pipeline, database, null);

        assertThat(ownSchema(database.changesLogged())).containsExactlyElementsOf(ownSchema(planned));
        return planned;
    }

    private static List<String> ownSchema(List<String> statements) {
        return statements.stream()
                .filter(sql ->
                        !CONTROL_TABLE.matcher(sql.toLowerCase(Locale.ROOT)).find())
                .map(String::strip)
                .toList();
    }
}
