package dev.dbsync.agent.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbsync.agent.catalog.Catalog;
import dev.dbsync.agent.catalog.SampleCatalogs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DiagnosisTest {
    private static final Catalog ALEMBIC = SampleCatalogs.alembic("aaaa", "bbbb", "cccc");
    private static final Catalog LIQUIBASE = SampleCatalogs.liquibase("aaaa", "bbbb", "cccc");
    private static final Set<String> FIRST_TABLES = Set.of("hosts", "cells");

    private static final String NONE = "-";

    /** Words apart by blanks; a dash for a table that is not there, nothing for one without rows. */
    private static @Nullable List<String> words(@Nullable String words) {
        if (NONE.equals(words)) {
            return null;
        }
        return words == null ? List.of() : Arrays.asList(words.split(" +", -1));
    }

    private static @Nullable List<LegacyRow> legacyRows(@Nullable String words) {
        List<String> rows = words(words);
        return rows == null ? null : rows.stream().map(DiagnosisTest::legacyRow).toList();
    }

    private static LegacyRow legacyRow(String row) {
        String[] parts = row.split("=", 2);
        return new LegacyRow(parts[0], parts[1].equals("null") ? null : Integer.valueOf(parts[1]));
    }

    private static Set<String> tables(@Nullable String words) {
        return words == null ? Set.of() : Set.copyOf(Arrays.asList(words.split(" +", -1)));
    }

    private static DatabaseState diagnosis(Catalog catalog, Observation seen) {
        return Diagnosis.of(catalog, seen, () -> FIRST_TABLES);
    }

    /** Tables; rows of migrate_version; rows of alembic_version; state without and with DDL that can be taken back. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "             | -          | -         | empty        | empty",
                "             | -          |           | empty        | empty",
                "             |            | -         | empty        | empty",
                "             |            |           | empty        | empty",
                "hosts        | -          | -         | unmanaged    | unmanaged",
                "hosts        | -          |           | interrupted  | unmanaged",
                "hosts cells  | -          |           | interrupted  | unmanaged",
                "hosts others | -          |           | unmanaged    | unmanaged",
                "hosts        |            | -         | unmanaged    | unmanaged",
                "hosts        |            |           | interrupted  | unmanaged",
                "             | sample=9   | -         | inconsistent | inconsistent",
                "             | sample=10  | -         | legacy       | legacy",
                "hosts        | sample=10  | -         | interrupted  | inconsistent",
                "hosts        | sample=10  |           | interrupted  | inconsistent",
                "hosts others | sample=10  | -         | inconsistent | inconsistent",
                "hosts        | sample=11  | -         | legacy       | legacy",
                "hosts        | sample=12  |           | legacy       | legacy",
                "hosts        | sample=13  | -         | legacy       | legacy",
                "hosts        | sample=14  | -         | inconsistent | inconsistent",
                "hosts        | sample=-1  | -         | inconsistent | inconsistent",
                "hosts        | sample=null| -         | inconsistent | inconsistent",
                "hosts        | other=13   | -         | inconsistent | inconsistent",
                "hosts        | other=13 sample=12 | - | legacy       | legacy",
                "hosts        | sample=12 sample=13| - | inconsistent | inconsistent",
                "hosts        | -          | aaaa      | behind       | behind",
                "hosts        | -          | bbbb      | behind       | behind",
                "hosts        | -          | cccc      | current      | current",
                "             | -          | cccc      | current      | current",
                "hosts        | sample=13  | aaaa      | behind       | behind",
                "hosts        | sample=13  | cccc      | current      | current",
                "hosts        |            | cccc      | current      | current",
                "hosts        | sample=12  | aaaa      | inconsistent | inconsistent",
                "hosts        | sample=14  | aaaa      | inconsistent | inconsistent",
                "hosts        | other=13   | aaaa      | inconsistent | inconsistent",
                "hosts        | -          | ffff      | ahead        | ahead",
                "hosts        | sample=13  | ffff      | ahead        | ahead",
                "hosts        | sample=12  | ffff      | ahead        | ahead",
                "hosts        | -          | AAAA      | inconsistent | inconsistent",
                "hosts        | -          | aaaa bbbb | inconsistent | inconsistent",
                "hosts        | -          | cccc ffff | inconsistent | inconsistent",
            })
    void theControlTablesTellTheStateUnderAlembic(
            @Nullable String tables,
            @Nullable String legacyRows,
            @Nullable String revisions,
            String state,
            String stateWithTransactionalDdl) {
        Observation seen = new Observation(tables(tables), legacyRows(legacyRows), words(revisions), null, false);
        assertThat(diagnosis(ALEMBIC, seen).wireName()).isEqualTo(state);
        assertThat(diagnosis(ALEMBIC, withTransactionalDdl(seen)).wireName()).isEqualTo(stateWithTransactionalDdl);
    }

    private static Observation withTransactionalDdl(Observation seen) {
        return new Observation(seen.tables(), seen.legacyRows(), seen.revisions(), seen.history(), true);
    }

    /** Tables; history; the state; the revision. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "      | -                             | empty        |",
                "      |                               | empty        |",
                "hosts | -                             | unmanaged    |",
                "hosts |                               | interrupted  |",
                "hosts | aaaa:aaaa.yaml                | behind       | aaaa",
                "hosts | aaaa:some/where/aaaa.yaml     | behind       | aaaa",
                "hosts | aaaa:elsewhere-aaaa.yaml      | inconsistent |",
                "hosts | aaaa:aaaa.yaml bbbb:bbbb.yaml | behind       | bbbb",
                "hosts | bbbb:bbbb.yaml aaaa:aaaa.yaml | behind       | bbbb",
                "hosts | cccc:cccc.yaml aaaa:aaaa.yaml bbbb:bbbb.yaml | current      | cccc",
                "hosts | bbbb:bbbb.yaml                | inconsistent |",
                "hosts | aaaa:aaaa.yaml cccc:cccc.yaml | inconsistent |",
                "hosts | aaaa:aaaa.yaml ffff:ffff.yaml | ahead        | ffff",
                "hosts | aaaa:aaaa.yaml aaaa:v2/aaaa.yaml | behind    | aaaa",
            })
    void theHistoryTellsTheStateUnderLiquibase(
            @Nullable String tables, @Nullable String history, String state, @Nullable String revision) {
        Observation seen = new Observation(tables(tables), null, null, history(history), false);
        DatabaseState found = diagnosis(LIQUIBASE, seen);
        assertThat(found.wireName()).isEqualTo(state);
        assertThat(found.position().revision()).isEqualTo(revision);
    }

    private static @Nullable List<HistoryRow> history(@Nullable String words) {
        List<String> rows = words(words);
        if (rows == null) {
            return null;
        }
        List<HistoryRow> history = new ArrayList<>();
        rows.forEach(row -> history.add(new HistoryRow(row.substring(0, 4), row.substring(5))));
        return history;
    }

    @Test
    void oneVersionControlDoesNotLookAtTheOthersTable() {
        Observation byLiquibase = new Observation(Set.of("hosts"), null, null, history("aaaa:aaaa.yaml"), true);
        assertThat(diagnosis(ALEMBIC, byLiquibase).wireName()).isEqualTo("unmanaged");
        Observation byAlembic = new Observation(Set.of("hosts"), null, List.of("aaaa"), null, true);
        assertThat(diagnosis(LIQUIBASE, byAlembic).wireName()).isEqualTo("unmanaged");
    }

    @ParameterizedTest
    @ValueSource(ints = {9, 10, 11, 12, 14})
    void aRetiredTrackTakesItsLastVersionAndSendsOlderOnesToAnOlderRelease(int version) {
        Catalog retired = SampleCatalogs.retired("release 7", "aaaa", "bbbb");
        assertThat(diagnosis(retired, legacy(13))).isEqualTo(new DatabaseState.Legacy(13));
        Problem problem = ((DatabaseState.Inconsistent) diagnosis(retired, legacy(version))).problem();
        assertThat(problem.detail()).isEqualTo("Versions 13 to 13 of repository sample are known.");
        assertThat(problem.remedy())
                .contains(version < 13 ? "Upgrade the database with release 7 first" : "no release wrote that version");
    }

    @Test
    void aRetiredTrackThatNamesNoReleaseSaysAnOlderOne() {
        Catalog retired = SampleCatalogs.retired(null, "aaaa");
        Problem problem = ((DatabaseState.Inconsistent) diagnosis(retired, legacy(12))).problem();
        assertThat(problem.remedy()).contains("an older release of the service");
    }

    private static Observation legacy(int version) {
        return new Observation(Set.of("hosts"), List.of(new LegacyRow("sample", version)), null, null, true);
    }

    @Test
    void aCatalogueWithoutALegacyTrackDoesNotLookAtLegacyRows() {
        Catalog catalog = SampleCatalogs.withoutLegacy("aaaa", "bbbb");
        assertThat(diagnosis(catalog, legacy(13)).wireName()).isEqualTo("unmanaged");
    }

    @Test
    void theFirstTablesAreAskedForOnlyWhereTheyMatter() {
        Observation seen = new Observation(Set.of("hosts"), null, List.of("bbbb"), null, false);
        DatabaseState state = Diagnosis.of(ALEMBIC, seen, () -> {
            throw new AssertionError("not asked for");
        });
        assertThat(state.wireName()).isEqualTo("behind");
    }

    @Test
    void everyRefusalSaysWhatWasSeenAndWhatToDo() {
        Observation early =
                new Observation(Set.of("hosts"), List.of(new LegacyRow("sample", 12)), List.of("bbbb"), null, false);
        Problem problem = ((DatabaseState.Inconsistent) diagnosis(ALEMBIC, early)).problem();
        assertThat(problem.message()).contains("12", "bbbb");
        assertThat(problem.detail()).contains("alembic_version holds bbbb", "migrate_version holds 12", "sample");
        assertThat(problem.remedy()).contains("remove the row of alembic_version", "to 13");
    }
}
