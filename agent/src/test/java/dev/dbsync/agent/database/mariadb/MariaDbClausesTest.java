package dev.dbsync.agent.database.mariadb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbsync.agent.database.TableClauses.Clause;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MariaDbClausesTest {
    private static final String TABLE =
            "CREATE TABLE t (id INT NOT NULL, x VARCHAR(9)) ENGINE=InnoDB DEFAULT CHARSET=utf8";
    private static final Clause INDEX = new Clause("t", "ADD INDEX i (x(5))");
    private static final Clause UNIQUE = new Clause("t", "ADD CONSTRAINT u UNIQUE (x, `key`)");
    private static final Clause KEY =
            new Clause("t", "ADD CONSTRAINT f FOREIGN KEY (x) REFERENCES r (id) ON DELETE CASCADE");

    private final MariaDbClauses clauses = new MariaDbClauses();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    CREATE INDEX i ON t(x(5))              | t     | ADD INDEX i (x(5))
                    CREATE UNIQUE INDEX `my i` ON `t`(a,b) | `t`   | ADD UNIQUE INDEX `my i` (a,b)
                    ALTER TABLE t ADD c INT DEFAULT 0 NULL | t     | ADD c INT DEFAULT 0 NULL
                    ALTER TABLE `a b` DROP COLUMN c        | `a b` | DROP COLUMN c
                    """)
    void takesAlterationsAndIndexesApart(String statement, String table, String action) {
        assertThat(clauses.clause(statement)).contains(new Clause(table, action));
    }

    /** The servers take each of these; MariaDB has no place for it in {@code drop index}. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    CREATE INDEX i ON t(x(5))                 | CREATE INDEX i ON t(x(5)) LOCK=NONE
                    ALTER TABLE t ADD c INT NULL, ADD d INT   | ALTER TABLE t ADD c INT NULL, ADD d INT, LOCK=NONE
                    ALTER TABLE t MODIFY c VARCHAR(64)        | ALTER TABLE t MODIFY c VARCHAR(64), LOCK=NONE
                    DROP INDEX `my i` ON `t`                  | ALTER TABLE `t` DROP INDEX `my i`, LOCK=NONE
                    """)
    void saysThatNobodysWritesMayWait(String statement, String careful) {
        assertThat(clauses.besideWriters(statement)).contains(careful);
    }

    @ParameterizedTest
    @ValueSource(strings = {"DROP TABLE t", "CREATE TABLE t (id INT)", "ALTER TABLE t ADD c INT; DROP TABLE t"})
    void saysItNowhereElse(String statement) {
        assertThat(clauses.besideWriters(statement)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE t MODIFY c INT",
                "ALTER TABLE t CONVERT TO CHARACTER SET utf8",
                "ALTER TABLE s.t ADD c INT",
                "CREATE INDEX i ON t(x) COMMENT 'a (b)'",
                "CREATE INDEX i ON t((lower(x)))",
                "ALTER TABLE t ADD c INT; DROP TABLE t",
                "DROP TABLE t"
            })
    void leavesAloneWhatItDoesNotKnow(String statement) {
        assertThat(clauses.clause(statement)).isEmpty();
    }

    @Test
    void declaresIndexesAndKeysWithTheTable() {
        assertThat(clauses.declare(TABLE, List.of(INDEX, UNIQUE, KEY)))
                .contains(
                        "CREATE TABLE t (id INT NOT NULL, x VARCHAR(9), INDEX i (x(5)), CONSTRAINT u UNIQUE (x, `key`),"
                                + " CONSTRAINT f FOREIGN KEY (x) REFERENCES r (id) ON DELETE CASCADE)"
                                + " ENGINE=InnoDB DEFAULT CHARSET=utf8");
    }

    @Test
    void declaresNothingWhereTheColumnsEndCannotBeTold() {
        assertThat(clauses.declare(TABLE + " COMMENT='one (of two)'", List.of(INDEX)))
                .isEmpty();
    }

    @Test
    void declaresNoColumn() {
        assertThat(clauses.declare(TABLE, List.of(new Clause("t", "ADD c INT"))))
                .isEmpty();
    }

    @Test
    void altersOnce() {
        assertThat(clauses.alter(List.of(INDEX, KEY)))
                .isEqualTo("ALTER TABLE t ADD INDEX i (x(5)),"
                        + " ADD CONSTRAINT f FOREIGN KEY (x) REFERENCES r (id) ON DELETE CASCADE");
    }
}
