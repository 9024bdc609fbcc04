package dev.dbsync.agent.config;

import dev.dbsync.agent.database.LockMode;
import dev.dbsync.agent.database.SyncSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads {@code [database:NAME]} sections, and reports what is wrong with each. */
final class DatabaseSectionReader {
    private static final List<String> OF_NOVA = List.of(ConfiguredDatabase.NOVA_MAIN, ConfiguredDatabase.NOVA_API);

    private final @Nullable Path embeddedUnder;
    private final Consumer<ConfigurationProblem> problems;

    /**
     * A reader.
     *
     * @param embeddedUnder where databases without a {@code url} are kept; null where each needs one
     */
    DatabaseSectionReader(@Nullable Path embeddedUnder, Consumer<ConfigurationProblem> problems) {
        this.embeddedUnder = embeddedUnder;
        this.problems = problems;
    }

    /** One database, or none where something is wrong and reported. */
    Stream<ConfiguredDatabase> read(Section section) {
        String name = section.name().substring(ConfiguredDatabase.SECTION_PREFIX.length());
        boolean named = isGoodName(section, name);
        Optional<String> catalog = section.read("catalog", SettingValues::catalog, problems);
        requireKey(section, "catalog", "write catalog = service/database, such as nova/main");
        Optional<String> release = section.read("release", String::strip, problems);
        Optional<ConnectionSettings> connection = connection(section, name, catalog);
        Optional<DatabaseConnection> now = connection.flatMap(this::now);
        boolean refusesDrift =
                section.read("drift", SettingValues::refusesDrift, problems).orElse(false);
        LockMode lock = section.read("lock", SettingValues::lockMode, problems).orElse(LockMode.AUTO);
        Duration busyWait =
                section.read("busy_wait", SettingValues::seconds, problems).orElse(ConfiguredDatabase.BUSY_WAIT);
        boolean cells = section.read("cells", SettingValues::allCells, problems).orElse(false);
        Optional<String> canary = section.read("canary", String::strip, problems);
        if (canary.isPresent() && !cells) {
            problems.accept(section.problem(
                    "canary",
                    new Complaint("needs cells = all", "remove it: only cells of one section wait for a canary")));
        }
        if (!named || catalog.isEmpty() || connection.isEmpty() || now.isEmpty()) {
            return Stream.empty();
        }
        return Stream.of(new ConfiguredDatabase(
                name,
                catalog.get(),
                section.originOf("catalog"),
                release.orElse(null),
                section.originOf("release"),
                now.get().address(),
                connection.get(),
                new SyncSettings(lock, busyWait, refusesDrift, false),
                cells,
                canary.orElse(null)));
    }

    private Optional<ConnectionSettings> connection(Section section, String name, Optional<String> catalog) {
        if (section.says("nova_conf")) {
            return novaConf(section, catalog);
        }
        if (embeddedUnder != null && !section.says("url")) {
            return Optional.of(new ConnectionSettings.Written(
                    DatabaseConnection.of(EmbeddedDatabase.address(embeddedUnder, name))));
        }
        requireKey(
                section,
                "url",
                "write url = dialect://user:password@host/database, or nova_conf = /etc/nova/nova.conf to take it from"
                        + " there");
        return section.read("url", DatabaseConnection::of, problems).map(ConnectionSettings.Written::new);
    }

    private Optional<ConnectionSettings> novaConf(Section section, Optional<String> catalog) {
        if (section.says("url")) {
            problems.accept(section.problem(
                    "nova_conf",
                    new Complaint("is there beside url", "write one of the two: each says where to connect")));
            return Optional.empty();
        }
        if (catalog.isEmpty()) {
            // Which connection is meant, the catalogue tells.
            return Optional.empty();
        }
        if (!OF_NOVA.contains(catalog.get())) {
            problems.accept(section.problem(
                    "nova_conf",
                    new Complaint("holds no connection for catalogue " + catalog.get(), "write url in its place")));
            return Optional.empty();
        }
        boolean api = catalog.get().equals(ConfiguredDatabase.NOVA_API);
        return section.read("nova_conf", SettingValues::novaConf, problems)
                .map(files -> new ConnectionSettings.OfNova(files, api));
    }

    /** What cannot be used already at the start is said at the start. */
    private Optional<DatabaseConnection> now(ConnectionSettings settings) {
        try {
            return Optional.of(settings.own());
        } catch (UnusableConnectionException refusal) {
            refusal.problems().forEach(problems);
            return Optional.empty();
        }
    }

    private boolean isGoodName(Section section, String name) {
        boolean good = ConfiguredDatabase.NAME.matcher(name).matches();
        if (!good) {
            problems.accept(section.problem(
                    null,
                    new Complaint("is not a database's section", "name it with letters, digits, _, - and . only")));
        }
        return good;
    }

    private void requireKey(Section section, String key, String remedy) {
        if (!section.says(key)) {
            problems.accept(section.problem(key, new Complaint("is missing", remedy)));
        }
    }
}
