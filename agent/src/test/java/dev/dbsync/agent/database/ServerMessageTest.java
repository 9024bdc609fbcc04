package dev.dbsync.agent.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerMessageTest {
    private static String message(@Nullable String text) {
        return ServerMessage.of(new SQLException(text), "s3cret!");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ERROR: relation \"x\" does not exist | ERROR: relation \"x\" does not exist",
                "java.net.UnknownHostException: db | db",
                "org.postgresql.util.PSQLException: FATAL: no | FATAL: no",
                "a.b.Outer$Inner: lost | lost",
                "login with password 's3cret!' failed | login with password '***' failed",
                "jdbc:mariadb://db/nova?user=x&password=other&ssl=1 | jdbc:mariadb://db/nova?user=x&password=***&ssl=1",
                "Password: hunter2; retry | Password: ***; retry",
                "cannot open postgresql://nova:pa55@db:5432/nova | cannot open postgresql://***@db:5432/nova",
                "table nova.instances is full | table nova.instances is full",
            })
    void whatAServerSaidIsMadeFitForAClient(String said, String told) {
        assertThat(message(said)).isEqualTo(told);
    }

    @Test
    void itIsOneLineAndNotALongOne() {
        assertThat(message("one\n\ttwo\r\nthree")).isEqualTo("one two three");
        assertThat(message("x".repeat(2_000))).hasSize(501);
    }

    @Test
    void aFailureThatSaysNothingIsNotNull() {
        assertThat(message(null)).isEqualTo("no reason given");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "x      | cannot execute the statement",
                "a      | Access denied for user 'nova'@'localhost' (using password: YES)",
                "e      | FATAL: password authentication failed for user \"nova\"",
                "nova   | relation \"nova\" does not exist",
                "denied | Access denied for user 'nova'@'localhost' (using password: NO)",
                "authentication | FATAL: password authentication failed for user \"nova\"",
                "1      | (conn=11) Table 'nova_1.instances' doesn't exist",
                ".      | the address 127.0.0.1 is refused.",
                "\\E$1 | cannot tell \\E$1 from \\Q",
                "``     | nothing at all",
            })
    void aPasswordThatIsPartOfAMessageLeavesItAsItIs(String password, String said) {
        assertThat(ServerMessage.of(new SQLException(said), password)).isEqualTo(said);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "x     | no: mysql://nova:x@db/nova | no: mysql://***@db/nova",
                "p/w@1 | no: mysql://nova:p/w@1@db/nova | no: mysql://***@db/nova",
                "p/w@1 | no: mysql://nova:p%2Fw%401@db/nova | no: mysql://***@db/nova",
                "a b&c | url ?user=u&password=a b&c&ssl=1 | url ?user=u&password=***&ssl=1",
                "x     | SQL: alter user nova identified by 'x' | SQL: alter user nova identified by '***'",
                "no    | no password 'no' is right | no password '***' is right",
                "correct-horse-battery-1 | sent correct-horse-battery-1 to x | sent *** to x",
            })
    void aPasswordIsMaskedWhereItIsOne(String password, String said, String told) {
        assertThat(ServerMessage.of(new SQLException(said), password)).isEqualTo(told);
    }
}
