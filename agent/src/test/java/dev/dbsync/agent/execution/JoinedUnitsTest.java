package dev.dbsync.agent.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbsync.agent.database.mariadb.MariaDbDialect;
import dev.dbsync.agent.schema.ForeignKey;
import dev.dbsync.agent.schema.Index;
import dev.dbsync.agent.schema.SchemaChange;
import dev.dbsync.agent.schema.Table;
import java.util.List;
import org.junit.jupiter.api.Test;

class JoinedUnitsTest {

    @Test
    void aTableComesWithWhatBelongsToIt() {
        assertThat(joined(table("t"), table("r"), index("t"), index("r")))
                .containsExactly("CREATE TABLE t (id INT, INDEX t_i (id))", "CREATE TABLE r (id INT, INDEX r_i (id))");
    }

    @Test
    void aTableComesAfterThoseThatItPointsTo() {
        assertThat(joined(table("a"), table("b"), table("c"), index("c"), key("a", "b"), key("b", "c")))
                .containsExactly(
                        "CREATE TABLE c (id INT, INDEX c_i (id))",
                        "CREATE TABLE b (id INT, CONSTRAINT b_c FOREIGN KEY (id) REFERENCES c (id))",
                        "CREATE TABLE a (id INT, CONSTRAINT a_b FOREIGN KEY (id) REFERENCES b (id))");
    }

    @Test
    void keysThatPointInACircleFollowWhereItCloses() {
        assertThat(joined(table("a"), table("b"), key("a", "b"), key("b", "a"), key("b", "b")))
                .containsExactly(
                        "CREATE TABLE b (id INT, CONSTRAINT b_b FOREIGN KEY (id) REFERENCES b (id))",
                        "CREATE TABLE a (id INT, CONSTRAINT a_b FOREIGN KEY (id) REFERENCES b (id))",
                        "ALTER TABLE b ADD CONSTRAINT b_a FOREIGN KEY (id) REFERENCES a (id)");
    }

    @Test
    void aKeyWaitsForTheIndexThatATableOfBeforeIsYetToGet() {
        assertThat(joined(table("a"), index("old"), key("a", "old")))
                .containsExactly(
                        "CREATE TABLE a (id INT)",
                        "CREATE INDEX old_i ON old(id)",
                        "ALTER TABLE a ADD CONSTRAINT a_old FOREIGN KEY (id) REFERENCES old (id)");
    }

    @Test
    void columnsOfOneTableComeAtOnceAndNotWithAnIndex() {
        assertThat(joined(column("t", "x"), column("t", "y"), column("u", "x"), index("u")))
                .containsExactly(
                        "ALTER TABLE t ADD x INT, ADD y INT", "ALTER TABLE u ADD x INT", "CREATE INDEX u_i ON u(id)");
    }

    @Test
    void nothingIsMovedAcrossAStatementOfTheCataloguesOwn() {
        ChangeUnit own = new ChangeUnit(
                new SchemaChange.Raw("purpose", null),
                List.of("ALTER DATABASE DEFAULT CHARACTER SET utf8"),
                Effect.NONE);

        assertThat(joined(table("t"), own, index("t")))
                .containsExactly("CREATE TABLE t (id INT)", own.statements().get(0), "CREATE INDEX t_i ON t(id)");
    }

    @Test
    void aUnitOfSeveralStatementsStaysAsItIs() {
        ChangeUnit several = new ChangeUnit(
                new SchemaChange.CreateIndex("t", new Index("i", false, List.of("id"))),
                List.of("CREATE INDEX i ON t(id)", "ANALYZE TABLE t"),
                Effect.ADDITIVE);

        assertThat(joined(table("t"), several))
                .containsExactly("CREATE TABLE t (id INT)", "CREATE INDEX i ON t(id)", "ANALYZE TABLE t");
    }

    @Test
    void theGravestEffectCounts() {
        ChangeUnit grave = new ChangeUnit(
                new SchemaChange.DropColumn("t", "y"), List.of("ALTER TABLE t DROP COLUMN y"), Effect.DESTRUCTIVE);
        ChangeUnit harmless = new ChangeUnit(
                new SchemaChange.DropColumn("t", "x"), List.of("ALTER TABLE t DROP COLUMN x"), Effect.NONE);

        assertThat(units(harmless, grave)).extracting(ChangeUnit::effect).containsExactly(Effect.DESTRUCTIVE);
    }

    private static List<String> joined(ChangeUnit... units) {
        return units(units).stream().flatMap(unit -> unit.statements().stream()).toList();
    }

    private static List<ChangeUnit> units(ChangeUnit... units) {
        return JoinedUnits.of(
                List.of(units), new MariaDbDialect().tableClauses().orElseThrow(), false);
    }

    private static ChangeUnit table(String name) {
        Table table = Table.of(name, List.of(), List.of(), List.of(), List.of(), null);
        return unit(new SchemaChange.CreateTable(table), "CREATE TABLE %s (id INT)".formatted(name));
    }

    private static ChangeUnit column(String table, String column) {
        SchemaChange.AddColumn change = new SchemaChange.AddColumn(
                table, new dev.dbsync.agent.schema.Column(column, "int(11)", true, null, false, null));
        return unit(change, "ALTER TABLE %s ADD %s INT".formatted(table, column));
    }

    private static ChangeUnit index(String table) {
        Index index = new Index(table + "_i", false, List.of("id"));
        return unit(new SchemaChange.CreateIndex(table, index), "CREATE INDEX %1$s_i ON %1$s(id)".formatted(table));
    }

    private static ChangeUnit key(String table, String target) {
        ForeignKey key = new ForeignKey(table + "_" + target, List.of("id"), target, List.of("id"));
        return unit(
                new SchemaChange.AddForeignKey(table, key),
                "ALTER TABLE %1$s ADD CONSTRAINT %1$s_%2$s FOREIGN KEY (id) REFERENCES %2$s (id)"
                        .formatted(table, target));
    }

    private static ChangeUnit unit(SchemaChange change, String statement) {
        return new ChangeUnit(change, List.of(statement), Effect.ADDITIVE);
    }
}
