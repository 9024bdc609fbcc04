package dev.dbsync.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Loads what a test writes, on a host called {@code ctl-1} with Nova's two catalogues. */
final class ConfigurationFixture {

    /** In every secret of these tests, so that a leak shows. */
    static final String SECRET = "s3cr3t";

    static final String DATABASE = "[database:nova_api]\ncatalog = nova/api\nurl = postgresql://nova@db/nova_api\n";

    private final Path file;
    private final ConfigurationLoader loader;

    ConfigurationFixture(Path directory) {
        this.file = directory.resolve("dbsync.conf");
        this.loader = new ConfigurationLoader(
                List.of("nova/api", "nova/main"), directory.resolve("absent.conf"), () -> "ctl-1");
    }

    Path file() {
        return file;
    }

    ConfigurationFixture write(String text) {
        return write(text.getBytes(StandardCharsets.UTF_8));
    }

    ConfigurationFixture write(byte[] bytes) {
        try {
            Files.write(file, bytes);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return this;
    }

    AgentConfiguration loaded() {
        return loaded(Map.of());
    }

    AgentConfiguration loaded(Map<String, String> environment) {
        return configuration(loader.load(file, environment));
    }

    List<String> problems() {
        return problems(Map.of());
    }

    /** Each on its line, without the file's folder. */
    List<String> problems(Map<String, String> environment) {
        return rendered(loader.load(file, environment)).stream()
                .map(line -> line.replace(file.getParent() + "/", ""))
                .toList();
    }

    AgentConfiguration loadedWithoutFile(Map<String, String> environment) {
        return configuration(loader.load(null, environment));
    }

    List<String> problemsWithoutFile(Map<String, String> environment) {
        return rendered(loader.load(null, environment));
    }

    private static AgentConfiguration configuration(ConfigurationResult result) {
        assertThat(result).isInstanceOf(ConfigurationResult.Loaded.class);
        return ((ConfigurationResult.Loaded) result).configuration();
    }

    private static List<String> rendered(ConfigurationResult result) {
        assertThat(result).isInstanceOf(ConfigurationResult.Invalid.class);
        return ((ConfigurationResult.Invalid) result)
                .problems().stream().map(ConfigurationProblem::render).toList();
    }
}
