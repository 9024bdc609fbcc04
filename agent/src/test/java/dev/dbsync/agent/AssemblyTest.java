package dev.dbsync.agent;

import static org.assertj.core.api.Assertions.assertThatCode;

import dev.dbsync.agent.catalog.loading.CatalogLoader;
import dev.dbsync.agent.config.AgentConfiguration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AssemblyTest {
    /** An agent may be told to stop before it has begun to look. */
    @Test
    void oneThatHasStoppedLooksAtNoLeases(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(
                folder.resolve("dbsync.conf"),
                "[agent]\nstate_dir = %1$s/state\n[database:nova_api]\ncatalog = nova/api\nrelease = newest\nurl = jdbc:h2:file:%1$s/api\n"
                        .formatted(folder));
        AgentConfiguration configuration = new Wiring(Map.of()).configuration(file);
        Assembly assembly = new Assembly(configuration, new CatalogLoader().load(configuration.catalogs()));
        assembly.close();

        assertThatCode(assembly::clearLeftovers).doesNotThrowAnyException();
    }
}
