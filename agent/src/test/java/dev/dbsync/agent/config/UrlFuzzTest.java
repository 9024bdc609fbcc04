package dev.dbsync.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbsync.agent.database.DatabaseAddress;
import dev.dbsync.agent.fuzz.Fuzz;
import dev.dbsync.agent.fuzz.Leftovers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.h2.engine.ConnectionInfo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mariadb.jdbc.Configuration;
import org.postgresql.Driver;

/**
 * URLs and option files that are not quite right. What is accepted means nothing to its driver that runs a statement, loads a
 * class, or opens a file or a socket of its own.
 */
@Timeout(3_600)
final class UrlFuzzTest {
    private static final int USUAL = 2_000;
    private static final Set<String> OF_POSTGRESQL = Set.of(
            "socketFactory",
            "sslfactory",
            "sslfactoryarg",
            "sslhostnameverifier",
            "sslpasswordcallback",
            "service",
            "authenticationPluginClassName",
            "xmlFactoryFactory",
            "loggerFile",
            "jaasApplicationName",
            "gsslib",
            "kerberosServerName",
            "replication",
            "maxResultBuffer");
    private static final Set<String> OF_H2 = Set.of(
            "INIT",
            "DATABASE_EVENT_LISTENER",
            "TRACE_LEVEL_FILE",
            "CIPHER",
            "AUTHENTICATOR",
            "AUTHREALM",
            "NETWORK_TIMEOUT");
    private static final String[] URLS = {
        "mysql+pymysql://nova:s3cr3t@db:3306/nova?charset=utf8&ssl_ca=/etc/ca.pem&connect_timeout=5",
        "mysql://nova@[::1]/nova?unix_socket=/run/mysqld/mysqld.sock&bind_address=10.0.0.1&compress=1",
        "mariadb+mysqldb://nova:a%26b%20@db/nova?ssl_verify_cert=true&ssl_cert=/a&ssl_key=/b&plugin=dbcounter",
        "postgresql+psycopg2://nova:s3cr3t@db,db2:5432/nova?sslmode=verify-full&sslrootcert=/etc/ca.pem",
        "postgresql:///nova?host=/run/postgresql&user=n&password=p&options=-c%20search_path%3Dx&application_name=a",
        "mysql://nova@db/nova?socketFactory=java.lang.String&initSql=select+1&tlsSocketType=x"
    };
    private static final String[] JDBC = {
        "jdbc:postgresql://db:5432,[::1]:1/nova?user=n&password=p&sslmode=require&options=-c%20a%3Db",
        "jdbc:postgresql://db/nova?socketFactory=x&sslfactory=y&loggerFile=/tmp/z&ApplicationName=a",
        "jdbc:mariadb:loadbalance://db:3306,db2/nova?user=n&sessionVariables=a='b',c=d&useSsl=true",
        "jdbc:mysql://address=(host=db)(port=1)/nova?unixSocketPath=/run/x&serverSslCert=/etc/ca.pem",
        "jdbc:h2:file:/var/lib/nova;MODE=MySQL;DATABASE_TO_LOWER=TRUE;CACHE_SIZE=1",
        "jdbc:h2:mem:nova;DB_CLOSE_DELAY=-1;INIT=select 1\\;--\\",
        "jdbc:h2:tcp://db/nova;TRACE_LEVEL_FILE=3;NON_KEYWORDS=VALUE"
    };

    @TempDir
    private Path folder = Path.of("");

    private Leftovers before = Leftovers.since();

    @BeforeEach
    void count() {
        before = Leftovers.since();
    }

    @AfterEach
    void nothingIsLeft() {
        before.requireNone();
    }

    private interface Reading {
        DatabaseAddress of(String url) throws UnusableValueException;
    }

    @Test
    void rows() throws Exception {
        accepted(DatabaseUrl::ofRow, Fuzz.ofTexts(URLS));
    }

    @Test
    void jdbc() throws Exception {
        accepted(
                DatabaseUrl::ofOperator,
                Fuzz.ofTexts(Stream.concat(Stream.of(URLS), Stream.of(JDBC)).toArray(String[]::new)));
    }

    @Test
    void optionFiles() throws Exception {
        Path file = folder.resolve("my.cnf");
        Fuzz content = Fuzz.ofTexts(
                "[client]\nuser = nova\npassword='s3cr3t'\nhost=db\nport=3306\nssl-ca=/etc/ca.pem\n",
                "# note\n[client]\nsocket=/run/x\ndefault-character-set: utf8\n\n[other]\nuser\n  = b\n[]\n=\n");
        for (int count = Fuzz.count(USUAL); count > 0; count--) {
            byte[] bytes = content.next();
            Files.write(file, bytes);
            accepted(DatabaseUrl::ofNovaConf, "mysql:///nova?read_default_file=" + file, content.told(bytes));
        }
    }

    private static void accepted(Reading reading, Fuzz fuzz) throws Exception {
        for (int count = Fuzz.count(USUAL); count > 0; count--) {
            String url = fuzz.nextText();
            accepted(reading, url, url);
        }
    }

    private static void accepted(Reading reading, String url, String told) throws Exception {
        try {
            DatabaseAddress address = reading.of(url);
            assertThat(powers(address)).describedAs(told).isEmpty();
        } catch (UnusableValueException refused) {
            assertThat(refused.complaints().toString()).describedAs(told).doesNotContain("s3cr3t");
        }
    }

    /** What the driver itself reads out of the URL that nobody may ask for. */
    private static Set<String> powers(DatabaseAddress address) throws Exception {
        return switch (address.scheme()) {
            case "postgresql" -> ofPostgresql(address.jdbcUrl());
            case "mariadb" -> ofMariaDb(address.jdbcUrl());
            default -> ofH2(address.jdbcUrl());
        };
    }

    private static Set<String> ofPostgresql(String url) {
        Properties parsed = Driver.parseURL(url, new Properties());
        Set<String> found = new TreeSet<>();
        if (parsed != null) {
            found.addAll(parsed.stringPropertyNames());
            found.retainAll(OF_POSTGRESQL);
        }
        return found;
    }

    private static Set<String> ofMariaDb(String url) throws Exception {
        if (url.contains("(")) {
            return Set.of(); // the driver would look for its end for ever; the agent does not ask it to
        }
        // As each connection has it, whatever its URL says.
        Properties always = new Properties();
        always.setProperty("allowLocalInfile", "false");
        Configuration parsed = Configuration.parse(url, always);
        if (parsed == null) {
            return Set.of();
        }
        Set<String> found = new TreeSet<>();
        Stream.of(
                        parsed.socketFactory(),
                        parsed.initSql(),
                        parsed.tlsSocketType(),
                        parsed.credentialType(),
                        parsed.keyStore(),
                        parsed.trustStore(),
                        parsed.serverRsaPublicKeyFile(),
                        parsed.pipe(),
                        parsed.localSocket(),
                        parsed.servicePrincipalName(),
                        parsed.galeraAllowedState())
                .filter(Objects::nonNull)
                .forEach(found::add);
        List.of(parsed.allowLocalInfile(), parsed.allowMultiQueries(), parsed.createDatabaseIfNotExist(), parsed.pool())
                .stream()
                .filter(set -> set)
                .forEach(set -> found.add("a flag"));
        return found;
    }

    private static Set<String> ofH2(String url) {
        ConnectionInfo parsed;
        try {
            parsed = new ConnectionInfo(url, new Properties(), "sa", "");
        } catch (RuntimeException refused) {
            return Set.of();
        }
        Set<String> found = new TreeSet<>();
        OF_H2.stream().filter(name -> parsed.getProperty(name, null) != null).forEach(found::add);
        if (parsed.isRemote()) {
            found.add("remote");
        }
        return found;
    }
}
