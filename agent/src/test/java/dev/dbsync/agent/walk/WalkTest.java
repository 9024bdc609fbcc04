package dev.dbsync.agent.walk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dbsync.agent.catalog.Catalog;
import dev.dbsync.agent.catalog.Revision;
import dev.dbsync.agent.catalog.loading.CatalogLoader;
import dev.dbsync.agent.database.Engine;
import dev.dbsync.agent.operations.DatabasePipeline;
import dev.dbsync.agent.operations.Pipelines;
import dev.dbsync.agent.operations.SchemaOf;
import dev.dbsync.agent.schema.Schema;
import dev.dbsync.agent.schema.Table;
import dev.dbsync.agent.testing.DatabaseUnderTest;
import dev.dbsync.agent.testing.Fingerprint;
import dev.dbsync.agent.testing.ReferenceSchema;
import dev.dbsync.agent.testing.SampleRows;
import dev.dbsync.agent.testing.SchemaAssert;
import dev.dbsync.agent.testing.SharedServers;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@ExtendWith(SharedServers.class)
class WalkTest {
    private static final Pattern COLUMN = Pattern.compile("column (\\S+) \\d+ (\\S+) .*");

    static Stream<Arguments> everyCatalogueOnEveryEngine() {
        return Stream.of(Engine.values())
                .flatMap(engine -> CatalogLoader.packagedNames().stream().map(name -> Arguments.of(engine, name)));
    }

    @ParameterizedTest
    @MethodSource("everyCatalogueOnEveryEngine")
    void climbsFromTheInitialRevisionUpwardsWithRowsInTheTables(Engine engine, String catalogue) throws Exception {
        DatabasePipeline pipeline = Pipelines.of(catalogue);
        Map<String, WalkCheck> checks = WalkChecks.OF_CATALOGUE.getOrDefault(catalogue, Map.of());
        try (DatabaseUnderTest database = SharedServers.freshDatabase(engine)) {
            Schema before = Schema.of(List.of());
            for (Revision revision : pipeline.catalog().revisions()) {
                Fingerprint rows = before.tables().isEmpty() ? new Fingerprint(Map.of()) : SampleRows.fill(database);

                Pipelines.sync(pipeline, database, revision.id());

                Schema after = SchemaOf.database(database);
                checks.getOrDefault(revision.id(), WalkTest::unchecked).check(before, after);
                keptBy(rows, revision).assertKeptIn(Fingerprint.of(database));
                assertReference(database, catalogue, revision, after);
                before = after;
            }
        }
    }

    @Test
    void hasACheckForEveryRevisionAndNoOther() {
        for (String catalogue : CatalogLoader.packagedNames()) {
            assertEveryRevisionIsChecked(Pipelines.of(catalogue).catalog(), checkedIn(catalogue));
        }
    }

    @Test
    void noticesARevisionWithoutACheck() {
        Catalog catalog = Pipelines.of("nova/api").catalog();
        List<Revision> revisions = new ArrayList<>(catalog.revisions());
        revisions.add(new Revision("0123456789ab", "Planted", "04-0123456789ab-planted.yaml"));
        Catalog planted = new Catalog(catalog.name(), catalog.versionControl(), catalog.legacy(), revisions);

        assertThatThrownBy(() -> assertEveryRevisionIsChecked(planted, checkedIn("nova/api")))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("0123456789ab");
    }

    private static Set<String> checkedIn(String catalogue) {
        return WalkChecks.OF_CATALOGUE.getOrDefault(catalogue, Map.of()).keySet();
    }

    private static void assertEveryRevisionIsChecked(Catalog catalog, Set<String> checked) {
        Set<String> revisions =
                new HashSet<>(catalog.revisions().stream().map(Revision::id).toList());
        assertThat(checked).as("walk checks of " + catalog.name()).isEqualTo(revisions);
    }

    private static void unchecked(Schema before, Schema after) {
        throw new AssertionError("the revision has no walk check");
    }

    /** This revision drops and recreates share_mapping: its rows go, as with Nova's own tool. */
    private static Fingerprint keptBy(Fingerprint rows, Revision revision) {
        return revision.id().equals("d60bddf7a903") ? rows.without("share_mapping") : rows;
    }

    private static void assertReference(DatabaseUnderTest database, String catalogue, Revision revision, Schema live)
            throws Exception {
        if (database.engine() == Engine.H2) {
            assertThat(columns(live.tables().values()))
                    .containsExactlyElementsOf(referenceColumns(catalogue, revision));
        } else {
            SchemaAssert.assertSchema(
                    database.canonicalSchema(), ReferenceSchema.of(catalogue, database.engine(), revision.id()));
        }
    }

    /** H2 has no reference of its own; its tables, columns and their nullability are PostgreSQL's. */
    private static List<String> referenceColumns(String catalogue, Revision revision) {
        return ReferenceSchema.of(catalogue, Engine.POSTGRESQL, revision.id()).stream()
                .filter(line -> line.startsWith("column "))
                .map(line -> COLUMN.matcher(line).replaceFirst("$1.$2") + (line.contains(" not null") ? " !" : ""))
                .sorted()
                .toList();
    }

    private static List<String> columns(Collection<Table> tables) {
        return tables.stream()
                .flatMap(table -> table.columns().values().stream()
                        .map(column -> table.name() + "." + column.name() + (column.nullable() ? "" : " !")))
                .sorted()
                .toList();
    }
}
