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
                "login with s3cret! failed | login with *** failed",
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
}
