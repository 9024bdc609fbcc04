package dev.dbsync.agent.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbsync.agent.cells.CellMapping;
import dev.dbsync.agent.config.ConfigurationLoader;
import dev.dbsync.agent.config.ConfigurationResult;
import dev.dbsync.agent.config.ConfiguredDatabase;
import dev.dbsync.agent.database.KeptConnections;
import dev.dbsync.agent.database.NoConnectionSource;
import dev.dbsync.agent.fuzz.Fuzz;
import dev.dbsync.agent.fuzz.Leftovers;
import dev.dbsync.agent.operations.FoundDatabase;
import dev.dbsync.agent.operations.Pipelines;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Rows of {@code cell_mappings} that are not quite Nova's: each is an entry, and none takes that of another. */
@Timeout(3_600)
final class CellRowsFuzzTest {
    private static final int USUAL = 1_500;
    private static final String GOOD = "mysql+pymysql://nova:s3cr3t@db2/nova_cell1";

    @TempDir
    private Path folder = Path.of("");

    @Test
    void eachIsAnEntry() throws Exception {
        Leftovers before = Leftovers.since();
        Fuzz urls = Fuzz.ofTexts(
                "mysql+pymysql://{username}:{password}@{hostname}:{port}/nova_cell1?{query}",
                "mysql+pymysql://nova:s3cr3t@db/nova?charset=utf8&ssl_ca=/etc/ca.pem&read_default_file=/dev/zero",
                "postgresql://nova:s3cr3t@db,db2:5432/nova?sslmode=verify-full&host=/run",
                "jdbc:h2:mem:a;INIT=call 1\\;--\\",
                "{scheme}://{netloc}{path}#{x}");
        Fuzz names = Fuzz.ofTexts("cell1", "cell\u202e\u009b1", "none", "a/b", "\0");
        Fuzz uuids = Fuzz.ofTexts("6b2c1d5e-0000-4000-8000-000000000001", CellMapping.CELL0, "x");
        CellEntries entries = entries();
        for (int count = Fuzz.count(USUAL); count > 0; count--) {
            CellMapping row = new CellMapping(uuids.nextText(), names.nextText(), urls.nextText());
            List<FoundDatabase> found = entries.of(List.of(row, new CellMapping("good", "good", GOOD)));

            String told = row + " " + row.name() + " " + row.databaseConnection();
            assertThat(found).describedAs(told).hasSize(row.isCell0() ? 3 : 4);
            assertThat(found.get(1).database().source()).describedAs(told).isNotInstanceOf(NoConnectionSource.class);
            assertThat(found).describedAs(told).allSatisfy(each -> {
                if (each.database().source() instanceof NoConnectionSource refused) {
                    assertThat(refused.problem()).doesNotContain("s3cr3t", "foresaw");
                }
            });
        }
        before.requireNone();
    }

    private CellEntries entries() throws Exception {
        Path file = folder.resolve("dbsync.conf");
        Files.writeString(
                file,
                "[agent]\nname = ctl-1\nstate_dir = " + folder + "\n[database:nova_main]\ncatalog = nova/main\n"
                        + "release = newest\nurl = mysql+pymysql://nova:s3cr3t@db:3306/nova?charset=utf8\n");
        ConfigurationResult loaded = new ConfigurationLoader(List.of("nova/api", "nova/main")).load(file, Map.of());
        assertThat(loaded).isInstanceOf(ConfigurationResult.Loaded.class);
        ConfiguredDatabase section = ((ConfigurationResult.Loaded) loaded)
                .configuration()
                .databases()
                .get(0);
        return new CellEntries(
                new Entries(section, Pipelines.of("nova/main"), "ctl-1", new KeptConnections(Runnable::run)),
                section.connection().own(),
                "nova_api",
                null);
    }
}
