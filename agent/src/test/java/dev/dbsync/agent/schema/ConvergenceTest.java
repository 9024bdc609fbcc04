package dev.dbsync.agent.schema;

import static dev.dbsync.agent.schema.ChangeState.DONE;
import static dev.dbsync.agent.schema.ChangeState.OUTSTANDING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dbsync.agent.schema.SchemaChange.AddColumn;
import dev.dbsync.agent.schema.SchemaChange.AddForeignKey;
import dev.dbsync.agent.schema.SchemaChange.ConvertTable;
import dev.dbsync.agent.schema.SchemaChange.CreateIndex;
import dev.dbsync.agent.schema.SchemaChange.CreateTable;
import dev.dbsync.agent.schema.SchemaChange.DropColumn;
import dev.dbsync.agent.schema.SchemaChange.DropForeignKey;
import dev.dbsync.agent.schema.SchemaChange.DropIndex;
import dev.dbsync.agent.schema.SchemaChange.DropTable;
import dev.dbsync.agent.schema.SchemaChange.ModifyColumn;
import dev.dbsync.agent.schema.SchemaChange.Raw;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The cases that steps of real services are made of. */
class ConvergenceTest {
    private static final Column ID = column("id", "int(11)");
    private static final Index BY_ID = new Index("by_id", false, List.of("id"));
    private static final Index UNIQUE_ID = new Index("unique_id", true, List.of("id"));
    private static final ForeignKey TO_HOSTS = new ForeignKey("to_hosts", List.of("id"), "hosts", List.of("id"));

    private static Column column(String name, String type) {
        return new Column(name, type, true, null, false, null);
    }

    private static Table table(@Nullable String collation, Column... columns) {
        return Table.of("shares", List.of(columns), List.of(), List.of(), List.of(), collation);
    }

    private static Schema holding(Table table, SchemaChange... changes) {
        return Evolution.after(Schema.of(List.of(table)), List.of(changes));
    }

    private static final Schema NOTHING = Schema.of(List.of());

    private static List<ChangeState> standings(Schema live, SchemaChange... changes) {
        return Convergence.of(List.of(changes), live);
    }

    @Test
    void aTableThatIsDroppedAndMadeAnewAlikeIsToldByTheKeysThatFollow() {
        SchemaChange[] step = {
            new DropTable("shares"),
            new CreateTable(table(null, ID)),
            new CreateIndex("shares", UNIQUE_ID),
            new CreateIndex("shares", BY_ID),
            new AddForeignKey("shares", TO_HOSTS)
        };
        Schema old = holding(table(null, ID), step[3], step[4]);
        assertThat(standings(old, step)).containsOnly(OUTSTANDING).hasSize(5);
        assertThat(standings(holding(table(null, ID), step[2]), step))
                .containsExactly(DONE, DONE, DONE, OUTSTANDING, OUTSTANDING);
        assertThat(standings(holding(table(null, ID), step[2], step[3], step[4]), step))
                .containsOnly(DONE);
    }

    @Test
    void aTableThatWasDroppedTakesItsKeysAlong() {
        SchemaChange[] step = {new DropForeignKey("shares", "to_hosts"), new DropTable("shares")};
        assertThat(standings(NOTHING, step)).containsExactly(DONE, DONE);
        assertThat(standings(holding(table(null, ID)), step)).containsExactly(DONE, OUTSTANDING);
    }

    @Test
    void aTableThatOnlyServesTheStepIsMadeOnceMore() {
        SchemaChange[] step = {
            new CreateTable(table(null, ID)), new Raw("rows through it", null), new DropTable("shares")
        };
        assertThat(standings(NOTHING, step)).containsOnly(OUTSTANDING).hasSize(3);
        assertThat(standings(holding(table(null, ID)), step)).containsExactly(DONE, OUTSTANDING, OUTSTANDING);
    }

    @Test
    void aTableMayBeFoundConverted() {
        SchemaChange[] step = {
            new CreateTable(
                    table("utf8mb3_general_ci", ID, column("name", "text").withCollation("utf8mb3_general_ci"))),
            new ConvertTable("shares", "utf8mb3_bin")
        };
        Schema made = Evolution.after(NOTHING, step[0]);
        assertThat(standings(made, step)).containsExactly(DONE, OUTSTANDING);
        assertThat(standings(Evolution.after(made, step[1]), step)).containsExactly(DONE, DONE);
    }

    @Test
    void aTableIsConvertedOnlyWhenItsColumnsAre() {
        Table mixed = table("utf8mb3_bin", ID, column("name", "text").withCollation("utf8mb3_general_ci"));
        SchemaChange conversion = new ConvertTable("shares", "utf8mb3_bin");
        assertThat(standings(holding(mixed), conversion)).containsExactly(OUTSTANDING);
        assertThat(standings(holding(mixed, conversion), conversion)).containsExactly(DONE);
    }

    @Test
    void aColumnMayBeFoundModified() {
        SchemaChange[] step = {
            new AddColumn("shares", column("name", "varchar(36)")),
            new ModifyColumn("shares", "name", "varchar(64)", null),
            new ModifyColumn("shares", "name", "text", null)
        };
        Schema before = holding(table(null, ID));
        assertThat(standings(before, step)).containsOnly(OUTSTANDING);
        assertThat(standings(Evolution.after(before, List.of(step).subList(0, 2)), step))
                .containsExactly(DONE, DONE, OUTSTANDING);
        assertThat(standings(Evolution.after(before, List.of(step)), step)).containsOnly(DONE);
    }

    @Test
    void aColumnMayBeDroppedAndAddedAnew() {
        SchemaChange[] step = {new DropColumn("shares", "name"), new AddColumn("shares", column("name", "text"))};
        assertThat(standings(holding(table(null, ID, column("name", "int(11)"))), step))
                .containsOnly(OUTSTANDING);
        assertThat(standings(holding(table(null, ID)), step)).containsExactly(DONE, OUTSTANDING);
        assertThat(standings(holding(table(null, ID, column("name", "text"))), step))
                .containsOnly(DONE);
    }

    @Test
    void anIndexMayBeDroppedAndMadeAnewUnderItsName() {
        Index wider = new Index("by_id", false, List.of("id", "name"));
        SchemaChange[] step = {new DropIndex("shares", "by_id"), new CreateIndex("shares", wider)};
        Table table = table(null, ID, column("name", "text"));
        assertThat(standings(holding(table, new CreateIndex("shares", BY_ID)), step))
                .containsOnly(OUTSTANDING);
        assertThat(standings(holding(table), step)).containsExactly(DONE, OUTSTANDING);
        assertThat(standings(holding(table, step[1]), step)).containsOnly(DONE);
    }

    @Test
    void theSameChangesInTheOrderOfAnotherToolAreFinishedToo() {
        SchemaChange[] step = {
            new CreateTable(table(null, ID)), new CreateIndex("shares", BY_ID), new CreateIndex("shares", UNIQUE_ID)
        };
        assertThat(standings(holding(table(null, ID), step[2]), step)).containsExactly(DONE, OUTSTANDING, DONE);
    }

    @Test
    void whatAnOperatorAddedIsNoneOfTheStepsBusiness() {
        SchemaChange creation = new CreateTable(table(null, ID));
        assertThat(standings(holding(table(null, ID), new CreateIndex("shares", BY_ID)), creation))
                .containsExactly(DONE);
    }

    @Test
    void aStatementOfTheCataloguesOwnIsNeverTakenForDone() {
        assertThat(standings(NOTHING, new Raw("rows moved", "select 0"))).containsExactly(OUTSTANDING);
    }

    @Test
    void aTableThatShouldBeThereIsMissed() {
        assertThat(standings(NOTHING, new DropIndex("shares", "by_id"), new AddColumn("shares", ID)))
                .containsExactly(
                        new ChangeState.Conflict(Difference.missing("table shares", "the table of index shares.by_id")),
                        new ChangeState.Conflict(Difference.missing("table shares", "the table of column shares.id")));
    }

    @Test
    void aColumnThatShouldBeThereIsMissed() {
        assertThat(standings(holding(table(null, ID)), new ModifyColumn("shares", "name", "text", null)))
                .containsExactly(new ChangeState.Conflict(Difference.missing("column shares.name", "text")));
    }

    @Test
    void eachWayInWhichATableCanBeAnotherIsNamed() {
        Table expected = Table.of("shares", List.of(ID), List.of("id"), List.of(UNIQUE_ID), List.of(TO_HOSTS), null);
        assertThat(conflict(expected, table(null))).isEqualTo("column shares.id is missing; expected int(11).");
        assertThat(conflict(expected, table(null, column("id", "text"))))
                .isEqualTo("column shares.id is different: expected int(11), found text.");
        assertThat(conflict(expected, table(null, ID, column("name", "text"))))
                .isEqualTo("column shares.name is not expected; found text.");
        assertThat(conflict(expected, table(null, ID)))
                .isEqualTo("primary key shares is different: expected [id], found [].");
        assertThat(conflict(expected, Table.of("shares", List.of(ID), List.of("id"), List.of(), List.of(), null)))
                .isEqualTo("index shares.unique_id is missing; expected unique (id).");
        assertThat(conflict(
                        expected, Table.of("shares", List.of(ID), List.of("id"), List.of(UNIQUE_ID), List.of(), null)))
                .isEqualTo("foreign key shares.to_hosts is missing; expected (id) references hosts (id).");
    }

    private static String conflict(Table expected, Table found) {
        ChangeState standing =
                standings(Schema.of(List.of(found)), new CreateTable(expected)).get(0);
        return ((ChangeState.Conflict) standing).difference().describe();
    }
}
