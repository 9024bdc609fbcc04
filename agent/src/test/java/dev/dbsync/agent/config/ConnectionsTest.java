package dev.dbsync.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dbsync.agent.database.DriverConnectionSource;
import dev.dbsync.agent.testing.Certificates;
import dev.dbsync.agent.testing.MariaDbServer;
import dev.dbsync.agent.testing.PostgresServer;
import dev.dbsync.agent.testing.SharedServers;
import dev.dbsync.agent.testing.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What Nova's connection strings ask for beyond host and password, on servers that have it. */
@ExtendWith(SharedServers.class)
final class ConnectionsTest {

    @TempDir
    Path folder = Path.of("");

    @Test
    void postgresqlIsReachedByItsUnixSocket() throws Exception {
        try (TestDatabase database = SharedServers.postgres().createDatabase()) {
            String url = "postgresql://%s:%s@/%s?host=%s&port=%d&sslmode=require"
                    .formatted(
                            database.user(),
                            database.password(),
                            database.name(),
                            SharedServers.postgres().socketFolder(),
                            SharedServers.postgres().port());

            assertThat(answer(url, "select coalesce(inet_server_addr()::text, 'socket') || repeat('x', 1000000)"))
                    .hasSize(1_000_006)
                    .startsWith("socket");
            assertThat(answer(url, "select length('" + "y".repeat(3_000_000) + "')"))
                    .isEqualTo("3000000");
        }
    }

    @Test
    void mariaDbIsReachedByItsUnixSocket() throws Exception {
        try (TestDatabase database = SharedServers.mariaDb().createDatabase()) {
            String url = "mysql+pymysql://%s:%s@elsewhere/%s?unix_socket=%s"
                    .formatted(
                            database.user(),
                            database.password(),
                            database.name(),
                            SharedServers.mariaDb().socket());

            assertThat(answer(url, "select host from information_schema.processlist where id = connection_id()"))
                    .isEqualTo("localhost");
            assertThat(answer(url, "select length(repeat('x', 3000000))")).isEqualTo("3000000");
        }
    }

    @Test
    void anAnswerThatDoesNotComeOverAUnixSocketIsGivenUpInTime() throws Exception {
        try (TestDatabase database = SharedServers.mariaDb().createDatabase()) {
            String url = "mysql://%s:%s@/%s?unix_socket=%s&read_timeout=1"
                    .formatted(
                            database.user(),
                            database.password(),
                            database.name(),
                            SharedServers.mariaDb().socket());

            assertThatThrownBy(() -> answer(url, "select sleep(30)")).isInstanceOf(SQLException.class);
            database.terminateConnections();
        }
    }

    @Test
    void aUnixSocketThatNobodyListensOnIsNamed() throws Exception {
        DriverConnectionSource source = new DriverConnectionSource(
                DatabaseUrl.ofOperator("mysql://nova:s3cr3t@/nova?unix_socket=/no/such.sock"), "test");

        assertThatThrownBy(source::open)
                .isInstanceOfSatisfying(SQLException.class, failure -> assertThat(source.explain(failure))
                        .contains("/no/such.sock")
                        .doesNotContain("s3cr3t"));
    }

    @Test
    void anOptionFileSaysWhatTheUrlLeavesOpen() throws Exception {
        try (TestDatabase database = SharedServers.mariaDb().createDatabase()) {
            Path file = Files.writeString(
                    folder.resolve("my.cnf"),
                    """
                    [client]
                    password = wrong
                    [nova]
                    user = %s
                    password = "%s"   ; no comment
                    """
                                    .formatted(database.user(), database.password())
                                    .replace("   ; no comment", "")
                            + "socket=" + SharedServers.mariaDb().socket() + "\n!includedir /etc/mysql/conf.d\n");

            assertThat(answer(
                            "mysql+pymysql:///" + database.name() + "?read_default_file=" + file
                                    + "&read_default_group=nova",
                            "select user()"))
                    .isEqualTo(database.user() + "@localhost");
        }
    }

    @Test
    void mariaDbIsShownAClientsCertificateInPemForm() throws Exception {
        Certificates certificates = new Certificates(folder)
                .issue("server", "rsa:2048")
                .issue("rsa", "rsa:2048")
                .issue("ec", "ec");
        try (MariaDbServer server = MariaDbServer.startWithTls(
                certificates.authority(), certificates.certificate("server"), certificates.key("server"))) {
            try (TestDatabase database = server.createDatabase()) {
                server.requireClientCertificate();
                String url = database.sqlAlchemyUrl() + "&ssl_ca=" + certificates.authority();

                assertThat(subject(url, certificates.certificate("rsa"), certificates.key("rsa")))
                        .isEqualTo("TLS");
                assertThat(subject(url, certificates.certificate("rsa"), certificates.inRsasOwnForm("rsa")))
                        .isEqualTo("TLS");
                assertThat(subject(url, certificates.certificate("ec"), certificates.key("ec")))
                        .isEqualTo("TLS");
                assertThatThrownBy(() -> answer(url, "select 1")).isInstanceOf(SQLException.class);
                assertThatThrownBy(() -> subject(url, certificates.certificate("rsa"), certificates.encrypted("rsa")))
                        .hasStackTraceContaining("holds a private key behind a passphrase; write it without one");
                assertThatThrownBy(() -> subject(url, certificates.certificate("rsa"), folder.resolve("no.key")))
                        .hasStackTraceContaining("no.key is not there");
            }
        }
    }

    @Test
    void postgresqlIsShownAClientsCertificateInPemForm() throws Exception {
        Certificates certificates = new Certificates(folder)
                .issue("server", "rsa:2048")
                .issue("rsa", "rsa:2048")
                .issue("ec", "ec");
        try (PostgresServer server = PostgresServer.startWithTls(
                        certificates.authority(), certificates.certificate("server"), certificates.key("server"));
                TestDatabase database = server.createDatabase()) {
            String url = database.sqlAlchemyUrl() + "?sslmode=verify-ca&sslrootcert=" + certificates.authority();
            String question = "select coalesce(client_dn, 'nobody') from pg_stat_ssl where pid = pg_backend_pid()";

            for (String kind : List.of("rsa", "ec")) {
                assertThat(answer(
                                url + "&sslcert=" + certificates.certificate(kind) + "&sslkey="
                                        + certificates.key(kind),
                                question))
                        .contains("CN=");
            }
            assertThatThrownBy(() -> answer(url, "select 1")).isInstanceOf(SQLException.class);
            assertThatThrownBy(() -> answer(
                            database.sqlAlchemyUrl() + "?sslmode=verify-ca&sslrootcert="
                                    + certificates.certificate("rsa"),
                            "select 1"))
                    .isInstanceOf(SQLException.class);
        }
    }

    @Test
    void postgresqlIsAnsweredByTheWayOfLoggingInThatTheOperatorAllows() throws Exception {
        try (TestDatabase database = SharedServers.postgres().createDatabase()) {
            String url = database.jdbcUrl() + "?user=" + database.user() + "&password=" + database.password();

            assertThat(answer(url + "&requireAuth=scram-sha-256", "select 1")).isEqualTo("1");
            assertThatThrownBy(() -> answer(url + "&requireAuth=md5", "select 1"))
                    .isInstanceOf(SQLException.class);
        }
    }

    private static String subject(String url, Path certificate, Path key) throws Exception {
        return answer(
                url + "&ssl_cert=" + certificate + "&ssl_key=" + key,
                "select if(variable_value = '', 'plain', 'TLS') from information_schema.session_status"
                        + " where variable_name = 'ssl_cipher'");
    }

    private static String answer(String url, String sql) throws Exception {
        try (Connection connection = new DriverConnectionSource(DatabaseUrl.ofOperator(url), "test").open();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
