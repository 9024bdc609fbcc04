package dev.dbsync.agent.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbsync.agent.schema.SchemaChange.AddColumn;
import dev.dbsync.agent.schema.SchemaChange.AddForeignKey;
import dev.dbsync.agent.schema.SchemaChange.CreateIndex;
import dev.dbsync.agent.schema.SchemaChange.CreateTable;
import dev.dbsync.agent.schema.SchemaChange.DropTable;
import dev.dbsync.agent.schema.SchemaChange.ModifyColumn;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SchemaComparisonTest {
    private static final Column ID = new Column("id", "int(11)", false, null, true, null);
    private static final Column NAME = new Column("name", "text", true, "'x'", false, "utf8mb3_bin");
    private static final Index BY_NAME = new Index("by_name", false, List.of("name(10)"));
    private static final ForeignKey TO_CELLS = new ForeignKey("to_cells", List.of("id"), "cells", List.of("id"));
    private static final Schema SCHEMA = Schema.of(List.of(Table.of(
            "hosts", List.of(ID, NAME), List.of("id"), List.of(BY_NAME), List.of(TO_CELLS), "utf8mb3_general_ci")));

    private static List<String> differences(Schema live) {
        return SchemaComparison.differences(SCHEMA, live).stream()
                .map(Difference::describe)
                .toList();
    }

    static Stream<Arguments> changesAndTheDifferencesThatTheyMake() {
        return Stream.of(
                Arguments.of(new DropTable("hosts"), "table hosts is missing; expected 2 columns."),
                Arguments.of(
                        new CreateTable(Table.of("cells", List.of(ID), List.of(), List.of(), List.of(), null)),
                        "table cells is not expected; found 1 columns."),
                Arguments.of(
                        new SchemaChange.DropColumn("hosts", "name"),
                        "column hosts.name is missing; expected text utf8mb3_bin default 'x'."),
                Arguments.of(
                        new AddColumn("hosts", new Column("cell", "int(11)", true, null, false, null)),
                        "column hosts.cell is not expected; found int(11)."),
                Arguments.of(
                        new ModifyColumn("hosts", "id", "bigint(20)", null),
                        "column hosts.id is different: expected int(11) not null generated,"
                                + " found bigint(20) not null generated."),
                Arguments.of(
                        new ModifyColumn("hosts", "name", "text", "latin1_bin"),
                        "column hosts.name is different: expected text utf8mb3_bin default 'x',"
                                + " found text latin1_bin default 'x'."),
                Arguments.of(
                        new SchemaChange.DropIndex("hosts", "by_name"),
                        "index hosts.by_name is missing; expected (name(10))."),
                Arguments.of(
                        new CreateIndex("hosts", new Index("by_name", true, List.of("name(10)"))),
                        "index hosts.by_name is different: expected (name(10)), found unique (name(10))."),
                Arguments.of(
                        new CreateIndex("hosts", new Index("by_id", true, List.of("id"))),
                        "index hosts.by_id is not expected; found unique (id)."),
                Arguments.of(
                        new SchemaChange.DropForeignKey("hosts", "to_cells"),
                        "foreign key hosts.to_cells is missing; expected (id) references cells (id)."),
                Arguments.of(
                        new AddForeignKey("hosts", new ForeignKey("to_cells", List.of("id"), "hosts", List.of("id"))),
                        "foreign key hosts.to_cells is different: expected (id) references cells (id),"
                                + " found (id) references hosts (id)."),
                Arguments.of(
                        new CreateTable(Table.of(
                                "hosts",
                                List.of(ID, NAME),
                                List.of(),
                                List.of(BY_NAME),
                                List.of(TO_CELLS),
                                "utf8mb3_general_ci")),
                        "primary key hosts is different: expected [id], found []."),
                Arguments.of(
                        new CreateTable(Table.of(
                                "hosts",
                                List.of(ID, NAME),
                                List.of("id"),
                                List.of(BY_NAME),
                                List.of(TO_CELLS),
                                "latin1_bin")),
                        "table hosts is different: expected collation utf8mb3_general_ci,"
                                + " found collation latin1_bin."));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("changesAndTheDifferencesThatTheyMake")
    void aDifferenceIsNamed(SchemaChange change, String difference) {
        assertThat(differences(Evolution.after(SCHEMA, change))).containsExactly(difference);
    }

    @Test
    void aSchemaIsTheSameAsItself() {
        assertThat(differences(SCHEMA)).isEmpty();
    }

    @Test
    void anIndexThatTheEngineMadeForAForeignKeyIsNoDifference() {
        SchemaChange implied = new CreateIndex("hosts", new Index("to_cells", false, List.of("id")));
        assertThat(differences(Evolution.after(SCHEMA, implied))).isEmpty();
    }

    @Test
    void aCollationThatOneSideDoesNotKnowIsNoDifference() {
        Table unknown = Table.of(
                "hosts",
                List.of(ID, NAME.withCollation(null)),
                List.of("id"),
                List.of(BY_NAME),
                List.of(TO_CELLS),
                null);
        assertThat(differences(Schema.of(List.of(unknown)))).isEmpty();
    }

    @Test
    void aChangeOnATableThatIsNotThereChangesNothing() {
        assertThat(Evolution.after(SCHEMA, new AddColumn("others", ID))).isEqualTo(SCHEMA);
    }
}
