package dev.dbsync.agent.config;

import static dev.dbsync.agent.config.ConfigurationFixture.DATABASE;
import static dev.dbsync.agent.config.ConfigurationFixture.SECRET;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SecretsTest {

    private static final String SECTION = "[database:nova_api]\ncatalog = nova/api\n";

    @TempDir
    Path directory = Path.of("");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "url = postgres://nova:s3cr3t@db/nova",
                "url = nova:s3cr3t@db/nova",
                "url = mysql://nova:s3cr3t@db",
                "url = mysql://nova:s3cr3t",
                "url = mysql://nova:s3cr3t/nova",
                "url = mysql://nova:x@s3cr3t@db/nova",
                "url = mysql://nova:x?s3cr3t",
                "url = mysql://nova:x/y?s3cr3t=z",
                "url = mysql://nova@db/nova?s3cr3t!=1",
                "url = mysql://nova@db/nova?passwd=s3cr3t",
                "url = mysql://nova@db/nova?ssl_key_password=s3cr3t",
                "url = postgresql:///nova?password=s3cr3t",
                "url = postgresql://db/nova?password=s3cr3t&odd=1",
                "url = postgresql://db/nova?sslpassword=s3cr3t&sslpassword=s3cr3t",
                "url = jdbc:sqlserver://db;password=s3cr3t",
                "url = jdbc:postgresql://nova:s3cr3t@db/nova",
                "url = jdbc:mariadb:?password=s3cr3t",
                "url = jdbc:h2:tcp://db/x;PASSWORD=s3cr3t",
                "url = \"mysql://nova:s3cr3t@db/nova",
                "url = mysql://nova:s3cr3t@db/nova \\",
                "urll = mysql://nova:s3cr3t@db/nova",
                "mysql://nova:s3cr3t@db/nova",
                "mysql+pymysql://nova:s3cr3t@db/nova",
                "s3cr3t@db/nova?charset=utf8",
                "  s3cr3t@db/nova",
            })
    void noProblemShowsASecret(String line) {
        String file = SECTION + line + "\n";

        List<String> problems = new ConfigurationFixture(directory).write(file).problems();

        assertThat(problems).isNotEmpty().noneMatch(problem -> problem.contains(SECRET));
    }

    @Test
    void aSecretOfTheEnvironmentIsNotShownEither() {
        Map<String, String> environment = Map.of(
                "DBSYNC_DATABASE_NOVA_API_URL", "mysql://nova:" + SECRET + "@",
                "DBSYNC_DATABASE_NOVA_MAIN_URL", "mysql://nova:" + SECRET + "@db/nova");

        List<String> problems =
                new ConfigurationFixture(directory).write(DATABASE).problems(environment);

        assertThat(problems).hasSize(2).noneMatch(problem -> problem.contains(SECRET));
    }

    @Test
    void noTextOfAConfigurationShowsASecret() {
        AgentConfiguration configuration = new ConfigurationFixture(directory)
                .write(SECTION + "url = postgresql://nova:" + SECRET + "@db/nova?sslpassword=" + SECRET + "\n")
                .loaded();

        assertThat(configuration.toString()).contains("postgresql://db/nova").doesNotContain(SECRET);
    }

    @Test
    void noTextOfAPartOfAUrlShowsASecret() throws UnusableValueException {
        assertThat(SqlAlchemyUrl.parse("mysql://nova:" + SECRET + "@db/nova?x=" + SECRET))
                .hasToString("SqlAlchemyUrl[mysql]");
        assertThat(new Parameter("sslpassword", SECRET)).hasToString("Parameter[sslpassword]");
        assertThat(new Setting(SECRET, new Origin("f", 1))).hasToString("Setting[f:1]");
    }
}
