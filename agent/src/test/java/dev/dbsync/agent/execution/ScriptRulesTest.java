package dev.dbsync.agent.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbsync.agent.catalog.Catalog;
import dev.dbsync.agent.catalog.CatalogProblem;
import dev.dbsync.agent.catalog.Revision;
import dev.dbsync.agent.catalog.VersionControl;
import dev.dbsync.agent.control.HistoryEntry;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScriptRulesTest {
    private static final Revision REVISION = new Revision("create_orders", "Orders", "01-create_orders-tables.yaml");

    @Test
    void findsNothingWrongWithOneChangesetOfTheRevisionsId() {
        assertThat(problems(VersionControl.LIQUIBASE, file -> script("create_orders")))
                .isEmpty();
    }

    @Test
    void wantsTheChangesetToBearTheRevisionsIdUnderLiquibasesOwnHistory() {
        assertThat(problems(VersionControl.LIQUIBASE, file -> script("orders")))
                .singleElement()
                .satisfies(problem -> assertThat(problem.describe())
                        .contains("01-create_orders-tables.yaml")
                        .contains("has a changeset orders")
                        .contains("give it the revision's id"));
        assertThat(problems(VersionControl.ALEMBIC, file -> script("orders"))).isEmpty();
    }

    @Test
    void wantsJustOneChangesetUnderLiquibasesOwnHistory() {
        assertThat(problems(VersionControl.LIQUIBASE, file -> new Script(List.of(), Optional.empty())))
                .extracting(CatalogProblem::seen)
                .containsExactly("has not just one changeset");
    }

    @Test
    void saysWhatIsWrongWithAChangelogThatCannotBeCompiled() {
        assertThat(problems(VersionControl.ALEMBIC, file -> {
                    throw new BrokenChangelogException(file + " is no changelog", null);
                }))
                .extracting(CatalogProblem::seen)
                .containsExactly("cannot be used: 01-create_orders-tables.yaml is no changelog");
    }

    private static Script script(String id) {
        return new Script(List.of(), Optional.of(new HistoryEntry(id, "a", "b", "9:0", "", "", "4.33.0")));
    }

    private static List<CatalogProblem> problems(VersionControl versionControl, ScriptCompiler compiler) {
        return ScriptRules.problems(new Catalog("sample/orders", versionControl, null, List.of(REVISION)), compiler);
    }
}
