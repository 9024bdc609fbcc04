package dev.dbsync.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dbsync.agent.access.AccessFile;
import dev.dbsync.agent.access.AccessFileException;
import dev.dbsync.agent.database.driver.PemTlsSockets;
import dev.dbsync.agent.database.driver.PostgresqlTls;
import dev.dbsync.agent.novaconf.NovaConfException;
import dev.dbsync.agent.novaconf.NovaConfFiles;
import dev.dbsync.agent.testing.OddFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mariadb.jdbc.Configuration;
import org.mariadb.jdbc.export.ExceptionFactory;

/** Whatever names a file that is none to be read: it is refused, and at once. */
@Timeout(120)
final class OddFilesTest {
    @TempDir
    Path folder = Path.of("");

    private final List<Path> files = new ArrayList<>();
    private AutoCloseable odd = () -> {};

    @BeforeEach
    void makeThem() throws Exception {
        OddFiles made = OddFiles.in(folder);
        odd = made;
        files.addAll(made.all().values());
    }

    @AfterEach
    void close() throws Exception {
        odd.close();
    }

    @Test
    void asAnOptionFileOfNovas() {
        assertThat(files).hasSizeGreaterThan(10).allSatisfy(file -> assertThatThrownBy(
                        () -> DatabaseUrl.ofNovaConf("mysql+pymysql://u:s3cr3t@db/x?read_default_file=" + file))
                .isInstanceOf(UnusableValueException.class)
                .hasMessageContaining("names the option file " + file + ", which "));
    }

    @Test
    void noRowNamesAnOptionFileAtAll() throws Exception {
        files.add(Files.writeString(folder.resolve("my.cnf"), "[client]\nuser = s3cr3t\n"));

        assertThat(files).allSatisfy(file -> {
            assertRefusedInARow("read_default_file=" + file);
            assertRefusedInARow("charset=utf8&read_default_group=client&read_default_file=" + file);
        });
        assertRefusedInARow("read_default_group=client");
    }

    private static void assertRefusedInARow(String parameters) {
        assertThatThrownBy(() -> DatabaseUrl.ofRow("mysql+pymysql://u:p@db/x?" + parameters))
                .isInstanceOfSatisfying(UnusableValueException.class, refusal -> assertThat(refusal.complaints())
                        .singleElement()
                        .isEqualTo(new Complaint(
                                "names an option file (read_default_file, read_default_group), which a row may not",
                                "write what that file says into the URL itself, or into nova.conf")));
    }

    @Test
    void asTheConfigurationOrNovas() {
        ConfigurationLoader loader = new ConfigurationLoader(List.of());

        assertThat(files).allSatisfy(file -> {
            assertThat(loader.load(file, Map.of())).isInstanceOf(ConfigurationResult.Invalid.class);
            if (!Files.isDirectory(file)) {
                assertThatThrownBy(() -> new NovaConfFiles(List.of(file)).read())
                        .isInstanceOf(NovaConfException.class);
            }
        });
    }

    @Test
    void asAFileOfTokens() {
        assertThat(files).allSatisfy(file -> assertThatThrownBy(() -> AccessFile.ofTokens(file))
                .isInstanceOf(AccessFileException.class)
                .hasMessageStartingWith(file + " "));
    }

    @Test
    void asAFileOfTls() {
        Properties none = new Properties();
        assertThat(files).allSatisfy(file -> {
            String postgresql = "jdbc:postgresql://127.0.0.1:1/x?sslmode=verify-ca&sslrootcert=" + file;
            assertThatThrownBy(() -> PostgresqlTls.check(postgresql, none))
                    .isInstanceOf(SQLException.class)
                    .hasMessageStartingWith(file + " ");
            String key = "jdbc:postgresql://127.0.0.1:1/x?sslkey=%s&sslcert=%s".formatted(file, file);
            assertThatThrownBy(() -> PostgresqlTls.check(key, none)).isInstanceOf(SQLException.class);
            String mariaDb = "jdbc:mariadb://127.0.0.1:1/x?sslMode=verify-ca&serverSslCert=" + file;
            Configuration configuration = Configuration.parse(mariaDb);
            assertThatThrownBy(() -> new PemTlsSockets()
                            .getTrustManager(
                                    configuration,
                                    new ExceptionFactory(configuration, null),
                                    configuration.addresses().get(0)))
                    .isInstanceOf(SQLException.class)
                    .hasMessageStartingWith(file + " ");
        });
    }

    @Test
    void noTextOfAFileIsQuotedThatIsNoCertificate() throws Exception {
        Path file = Files.writeString(
                folder.resolve("secret"), "-----BEGIN CERTIFICATE-----\ns3cr3t\n-----END CERTIFICATE-----\n");
        String url = "jdbc:postgresql://127.0.0.1:1/x?sslmode=verify-ca&sslrootcert=" + file;

        assertThatThrownBy(() -> PostgresqlTls.check(url, new Properties()))
                .hasMessage(file + " holds a certificate that cannot be read; name a file in PEM");
    }
}
