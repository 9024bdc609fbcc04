package dev.dbsync.agent.config;

import dev.dbsync.agent.database.DatabaseAddress;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The H2 file databases that the agent keeps for itself where there is no configuration file. */
final class EmbeddedDatabase {

    private static final Origin DEFAULTS = new Origin("built-in defaults", 0);

    private EmbeddedDatabase() {}

    /** A section for each catalogue: {@code nova_api} for {@code nova/api}. */
    static Map<String, Section> sections(List<String> catalogs) {
        Map<String, Section> sections = new LinkedHashMap<>();
        for (String catalog : catalogs) {
            String name = ConfiguredDatabase.SECTION_PREFIX + catalog.replace('/', '_');
            Section section = new Section(name, DEFAULTS);
            section.put("catalog", new Setting(catalog, DEFAULTS));
            section.put("release", new Setting("newest", DEFAULTS));
            sections.put(name, section);
        }
        return sections;
    }

    /** Names are lower-cased and found in any case, as the other engines' are in the agent's SQL. */
    static DatabaseAddress address(Path stateDirectory, String name) {
        return new DatabaseAddress(
                "jdbc:h2:file:" + stateDirectory.resolve(name)
                        + ";DATABASE_TO_LOWER=TRUE;CASE_INSENSITIVE_IDENTIFIERS=TRUE",
                null,
                null);
    }
}
