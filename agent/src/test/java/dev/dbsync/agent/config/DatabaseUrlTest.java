package dev.dbsync.agent.config;

import static dev.dbsync.agent.config.ConfigurationFixture.SECRET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dbsync.agent.database.DatabaseAddress;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mariadb.jdbc.Configuration;
import org.postgresql.Driver;

final class DatabaseUrlTest {

    @ParameterizedTest
    @CsvSource({
        "postgresql://db/nova, jdbc:postgresql://db/nova",
        "postgresql+psycopg2://db:5433/nova, jdbc:postgresql://db:5433/nova",
        "postgresql+psycopg://[::1]/nova, jdbc:postgresql://[::1]/nova",
        "postgresql://db/no va+x%41, jdbc:postgresql://db/no+va%2Bx%2541",
        "mysql://db/nova, jdbc:mariadb://db/nova",
        "mysql+pymysql://db:3307/nova, jdbc:mariadb://db:3307/nova",
        "mysql+mysqldb://[fd00::1]:3307/nova, jdbc:mariadb://[fd00::1]:3307/nova",
        "mariadb:///nova, jdbc:mariadb://localhost/nova",
        "mariadb+pymysql://:3307/nova, jdbc:mariadb://localhost:3307/nova",
        "mariadb+mysqldb://db.example/nova-1.x, jdbc:mariadb://db.example/nova-1.x",
    })
    void aSqlAlchemyUrlBecomesAJdbcUrl(String url, String jdbcUrl) throws UnusableValueException {
        assertThat(DatabaseUrl.ofOperator(url)).isEqualTo(new DatabaseAddress(jdbcUrl, null, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgresql", "postgresql+psycopg2", "mysql", "mysql+pymysql", "mariadb+mysqldb"})
    void credentialsAreDecodedAndKeptOutOfTheUrl(String dialect) throws UnusableValueException {
        DatabaseAddress address = DatabaseUrl.ofOperator(dialect + "://no%76a:p%40%2f+" + SECRET + "@db/nova");

        assertThat(address.user()).isEqualTo("nova");
        assertThat(address.password()).isEqualTo("p@/+" + SECRET);
        assertThat(address.jdbcUrl()).doesNotContain(SECRET);
    }

    @ParameterizedTest
    @CsvSource({
        "sslmode=verify-full&sslrootcert=/etc/ca%26b.pem, sslmode=verify-full&sslrootcert=%2Fetc%2Fca%26b.pem",
        "sslmode=require, sslmode=require",
        "sslmode=require&sslrootcert=/ca, sslmode=verify-ca&sslrootcert=%2Fca",
        "sslcert=/c.pem&sslkey=/k.pem, sslcert=%2Fc.pem&sslkey=%2Fk.pem",
        "connect_timeout=10, connectTimeout=10",
        "application_name=nova, ApplicationName=nova",
        "options=-c search_path=a, options=-c+search_path%3Da",
        "keepalives=1, tcpKeepAlive=true",
        "target_session_attrs=read-write, targetServerType=primary",
    })
    void libpqsParametersBecomeTheDrivers(String parameters, String translated) throws UnusableValueException {
        assertThat(DatabaseUrl.ofOperator("postgresql://db/nova?" + parameters).jdbcUrl())
                .isEqualTo("jdbc:postgresql://db/nova?" + translated);
    }

    @ParameterizedTest
    @CsvSource({
        "ssl_ca=/ca.pem, sslMode=verify-full&serverSslCert=/ca.pem",
        "ssl_ca=/ca.pem&ssl_verify_cert=true, sslMode=verify-full&serverSslCert=/ca.pem",
        "ssl_ca=/ca.pem&ssl_verify_identity=true, sslMode=verify-full&serverSslCert=/ca.pem",
        "ssl_ca=/ca.pem&ssl_check_hostname=false, sslMode=verify-ca&serverSslCert=/ca.pem",
        "ssl_ca=/ca.pem&ssl_verify_identity=0, sslMode=verify-ca&serverSslCert=/ca.pem",
        "ssl_ca=/ca.pem&ssl_verify_cert=false, sslMode=trust&serverSslCert=/ca.pem",
        "ssl_verify_cert=1, sslMode=verify-full",
        "ssl_verify_cert=0, sslMode=trust",
        "ssl_check_hostname=false, sslMode=trust",
        "ssl_disabled=true, sslMode=disable",
        "ssl_cert=/c.pem, sslMode=trust&pemCertificate=/c.pem&pemKey=/c.pem",
        "ssl_ca=/ca.pem&ssl_cert=/c.pem&ssl_key=/k.pem,"
                + " sslMode=verify-full&serverSslCert=/ca.pem&pemCertificate=/c.pem&pemKey=/k.pem",
        "bind_address=192.0.2.1, localSocketAddress=192.0.2.1",
        "ssl_disabled=true&ssl_verify_identity=true, sslMode=disable",
        "ssl_mode=REQUIRED, sslMode=trust",
        "ssl_mode=VERIFY_CA&ssl_ca=/ca.pem, sslMode=verify-ca&serverSslCert=/ca.pem",
        "ssl_mode=VERIFY_IDENTITY, sslMode=verify-full",
        "connect_timeout=10, connectTimeout=10000",
        "read_timeout=30, socketTimeout=30000",
        "compress=yes, useCompression=true",
    })
    void pyMySqlsParametersBecomeTheDrivers(String parameters, String translated) throws UnusableValueException {
        assertThat(DatabaseUrl.ofOperator("mysql+pymysql://db/nova?" + parameters)
                        .jdbcUrl())
                .isEqualTo("jdbc:mariadb://db/nova?" + translated);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mysql://db/nova?charset=utf8",
                "mysql://db/nova?charset=utf8mb3",
                "mysql://db/nova?charset=utf8mb4&use_unicode=1",
                "mysql://db/nova?plugin=dbcounter",
                "mysql://db/nova?ssl_disabled=false",
                "postgresql://db/nova?client_encoding=utf8",
                "postgresql://db/nova?sslmode=",
            })
    void whatTheDriverDoesAnywayIsLeftOut(String url) throws UnusableValueException {
        assertThat(DatabaseUrl.ofOperator(url).jdbcUrl()).endsWith("://db/nova");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "db1,db2/nova db1,db2",
                "db1,db2:5433/nova db1:5433,db2:5433",
                "/nova?host=db1,db2&port=1,2 db1:1,db2:2",
                "/nova?host=db1,db2&port=7 db1:7,db2:7",
                "/nova?host=db1:1&host=db2:2 db1:1,db2:2",
                "/nova?host=db1&host=db2:2 db1,db2:2",
                "ignored:7/nova?host=db1 db1:7",
            })
    void postgresqlMayHaveSeveralServers(String rest, String hosts) throws UnusableValueException {
        assertThat(DatabaseUrl.ofOperator("postgresql://" + rest).jdbcUrl())
                .isEqualTo("jdbc:postgresql://" + hosts + "/nova");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "postgres://db/nova | \"postgres\" is not a database that this agent serves",
                "postgresql+asyncpg://db/nova | \"postgresql+asyncpg\" is not a database that this agent serves",
                "sqlite:////var/lib/nova.db | \"sqlite\" is not a database that this agent serves",
                "jdbc:oracle:thin:x | is not a database that this agent serves",
                "jdbc: | is not a database that this agent serves",
                "JDBC:h2:mem:x | is not a database URL",
                "nova.db | is not a database URL",
                "'' | is not a database URL",
                "postgresql://[::1]x/nova | is not a database URL",
                "mysql://nova:s3cr3t/nova | has a port that is not a number from 0 to 65535",
                "mysql://db:/nova | has a port that is not a number from 0 to 65535",
                "mysql://db:65536/nova | has a port that is not a number from 0 to 65535",
                "mysql://nova:x@s3cr3t@db/nova | has an @ in its host",
                "mysql://nova:x@s3cr3t space/nova | has a host that is neither a name nor an address",
                "postgresql://nova@%2Fvar%2Frun/nova | has a host that is neither a name nor an address",
                "mysql://a,b/nova | has a host that is neither a name nor an address",
                "mysql://db | names no database",
                "postgresql://db/ | names no database",
                "mysql://db/no va | has a database's name with a character that MariaDB's JDBC driver cannot be told",
                "postgresql:///nova | names no host: SQLAlchemy's driver would use a Unix socket",
                "postgresql:///nova?host=/var/run,db | names a Unix socket among several hosts",
                "postgresql:///nova?host=/var/run&host=db | names a Unix socket among several hosts",
                "postgresql:///nova?host=a,b&port=1,2,3 | names other numbers of hosts and of ports",
                "postgresql://:5/nova?host=a&host=b | names ports in two ways",
                "postgresql:///nova?host=a&port=x | has a port that is not a number",
                "postgresql://db/nova?sslmode=maybe | sslmode=maybe is not a value that can be used here",
                "postgresql://db/nova?connect_timeout=s | connect_timeout=s is not a whole number of seconds",
                "postgresql://db/nova?sslrootcert=system | sslrootcert=system is not an absolute path",
                "postgresql://db/nova?target_session_attrs=standby | cannot be said to the JDBC driver",
                "postgresql://db/nova?service=x | service (a section of libpq's service file) cannot be passed on",
                "postgresql://db/nova?odd=s3cr3t | parameter odd is not known to this agent",
                "postgresql://db/nova?sslmode=require&sslmode=disable | has the parameter sslmode more than once",
                "mysql://db/nova?charset=latin1 | charset=latin1 is not a value that can be used here",
                "mysql://db/nova?unix_socket=run/x | unix_socket=run/x is not an absolute path",
                "mysql://db/nova?ssl_key=/k.pem | has the parameter ssl_key without ssl_cert",
                "mysql://db/nova?ssl_capath=/ca | ssl_capath (a folder of authorities' certificates)",
                "mysql://db/nova?read_default_file=my.cnf | read_default_file=my.cnf is not an absolute path",
                "mysql://db/nova?read_default_file=/no/my.cnf | option file /no/my.cnf, which is not there; make it, or correct its path",
                "mysql://db/nova?ssl_mode=PREFERRED | ssl_mode=PREFERRED cannot be said to the JDBC driver",
                "mysql://db/nova?ssl_ca=/a%26b | has a parameter ssl_ca with a character that MariaDB's JDBC driver cannot be told",
                "mysql://db/nova?ssl_ca=ca.pem | ssl_ca=ca.pem is not an absolute path",
                "mysql://db/nova?ssl_cert=/a%00b | has a parameter ssl_cert with a character",
                "mysql://db/nova?read_default_file=/a%00b | is not an absolute path",
                "postgresql:///nova?host=/a%00b | is not an absolute path",
                "mysql://db/nova?ssl_verify_cert=maybe | is neither true nor false",
                "mysql://db/nova?ssl_odd=1 | parameter ssl_odd is not known to this agent",
                "mysql://db/nova?plugin=s3cr3t | plugin (an extension of SQLAlchemy's) cannot be passed on",
                "mysql://db/nova?s3cr3t!=1 | parameter (a name of odd characters) is not known to this agent",
                "jdbc:postgresql://nova:s3cr3t@db/nova | has an @ before its parameters",
                "jdbc:mariadb: | names no server",
                "jdbc:mysql:nova | names no server",
                "jdbc:mariadb:loadbalance://db:,db2/nova | names no server",
                "jdbc:mariadb://db:65536/nova | names no server",
                "jdbc:postgresql://db:0/nova | names no server",
                "jdbc:postgresql://db:5432 | names no server",
                "jdbc:postgresql:?user=x | names no server",
                "jdbc:h2: | names no H2 database",
                "jdbc:h2:; | names no H2 database",
                "jdbc:postgresql://db/nova?password=%zzs3cr3t | has a % in its user or password",
                "jdbc:h2:tcp://db/nova | names no H2 database that is a file, or in memory, of this process alone",
                "jdbc:h2:file:/x;auto_server=true | has the parameter auto_server, which is none of those that are passed on",
            })
    void whatCannotBeUsedIsRefusedWithoutASecret(String url, String complaint) {
        assertThat(complaints(url))
                .singleElement()
                .asString()
                .contains(complaint)
                .doesNotContain(SECRET);
    }

    @Test
    void everythingWrongWithAUrlIsSaidAtOnce() {
        assertThat(complaints("mysql://a b?charset=latin1&odd=1")).hasSize(4);
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://db:5433/nova?ssl=true&&, jdbc:postgresql://db:5433/nova?ssl=true",
        "jdbc:postgresql:nova, jdbc:postgresql:nova",
        "jdbc:mariadb://db/nova, jdbc:mariadb://db/nova",
        "'jdbc:mariadb:sequential://a,b/nova', 'jdbc:mariadb:sequential://a,b/nova'",
        "jdbc:mysql://db/nova?sslMode=trust, jdbc:mariadb://db/nova?sslMode=trust",
        "jdbc:h2:mem:x, jdbc:h2:mem:x",
        "jdbc:h2:file:/x;DATABASE_TO_LOWER=TRUE, jdbc:h2:file:/x;DATABASE_TO_LOWER=TRUE",
    })
    void aJdbcUrlIsTakenAsItIs(String url, String jdbcUrl) throws UnusableValueException {
        assertThat(DatabaseUrl.ofOperator(url)).isEqualTo(new DatabaseAddress(jdbcUrl, null, null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "jdbc:postgresql://db/x?user=no%76a&password=p%40s+3&ssl=1 jdbc:postgresql://db/x?ssl=1 nova p@s3",
                "jdbc:mariadb://db/x?sslMode=trust&user=nova&password=p%40s+3 jdbc:mariadb://db/x?sslMode=trust nova p%40s+3",
                "jdbc:mysql://db/x?user=nova&password= jdbc:mariadb://db/x nova ''",
                "jdbc:h2:mem:x;USER=nova;MODE=DB2;PASSWORD=p=s jdbc:h2:mem:x;MODE=DB2 nova p=s",
            })
    void credentialsAreTakenOutOfAJdbcUrlAsItsDriverReadsThem(String url, String jdbcUrl, String user, String password)
            throws UnusableValueException {
        assertThat(DatabaseUrl.ofOperator(url))
                .isEqualTo(new DatabaseAddress(jdbcUrl, user, password.replace("s3", "s 3")));
    }

    @Test
    void postgresqlsDriverUnderstandsTheUrl() throws UnusableValueException {
        Properties understood = Driver.parseURL(
                DatabaseUrl.ofOperator(
                                "postgresql://[::1]:7/no va+?sslmode=require&sslrootcert=/a%26b&options=-c+search_path=b")
                        .jdbcUrl(),
                null);

        assertThat(understood)
                .containsEntry("PGHOST", "[::1]")
                .containsEntry("PGPORT", "7")
                .containsEntry("PGDBNAME", "no va+")
                .containsEntry("sslrootcert", "/a&b")
                .containsEntry("options", "-c search_path=b");
    }

    @Test
    void mariaDbsDriverUnderstandsTheUrl() throws UnusableValueException, SQLException {
        Configuration understood =
                Configuration.parse(DatabaseUrl.ofOperator("mysql://[fd00::1]:3307/nova?ssl_ca=/etc/ca.pem")
                        .jdbcUrl());

        assertThat(understood.addresses()).singleElement().satisfies(address -> {
            assertThat(address.host).isEqualTo("fd00::1");
            assertThat(address.port).isEqualTo(3307);
        });
        assertThat(understood.database()).isEqualTo("nova");
        assertThat(understood.serverSslCert()).isEqualTo("/etc/ca.pem");
        assertThat(understood.nonMappedOptions()).isEmpty();
    }

    private static List<String> complaints(String url) {
        UnusableValueException refusal =
                catchThrowableOfType(UnusableValueException.class, () -> DatabaseUrl.ofOperator(url));
        assertThat(refusal).isNotNull();
        return refusal.complaints().stream().flatMap(DatabaseUrlTest::rendered).toList();
    }

    private static Stream<String> rendered(Complaint complaint) {
        return Stream.of(ConfigurationProblem.of(new Origin("f", 1), "s", "url", complaint)
                .render());
    }
}
