package dev.dbsync.agent.config;

import dev.dbsync.agent.database.DatabaseAddress;
import dev.dbsync.agent.database.LockMode;
import dev.dbsync.agent.logging.LogSettings;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes settings of sections, and reports what is wrong with each. */
final class SettingsReader {

    private static final Path STATE_DIRECTORY = Path.of("/var/lib/dbsync");
    private static final Path UNIX_SOCKET = Path.of("/run/dbsync/agent.sock");
    private static final String HTTP = "127.0.0.1:8639";

    private final Map<String, Section> sections;
    private final Consumer<ConfigurationProblem> problems;

    SettingsReader(Map<String, Section> sections, Consumer<ConfigurationProblem> problems) {
        this.sections = sections;
        this.problems = problems;
    }

    /** What is wrong and reported stands at its default: the result is good only if nothing was reported. */
    AgentConfiguration read(String hostName, boolean embedded) {
        Section agent = section(KnownSections.AGENT);
        Section listen = section(KnownSections.LISTEN);
        Path state =
                agent.read("state_dir", SettingValues::stateDirectory, problems).orElse(STATE_DIRECTORY);
        requireListener(listen);
        return new AgentConfiguration(
                agent.read("name", SettingValues::agentName, problems).orElse(hostName),
                state,
                agent.read("catalogs", SettingValues::absolutePath, problems).orElse(null),
                unixSocket(listen),
                http(listen),
                log(agent),
                databases(embedded ? state : null));
    }

    private LogSettings log(Section agent) {
        return new LogSettings(
                agent.read("log_level", SettingValues::logLevel, problems).orElse(LogSettings.DEFAULT.level()),
                agent.read("log_format", SettingValues::logFormat, problems).orElse(LogSettings.DEFAULT.format()));
    }

    private Section section(KnownSections known) {
        return Objects.requireNonNull(sections.get(known.sectionName()), known.sectionName());
    }

    private @Nullable Path unixSocket(Section listen) {
        return listen.isEmpty("unix")
                ? null
                : listen.read("unix", SettingValues::socketPath, problems).orElse(UNIX_SOCKET);
    }

    private @Nullable InetSocketAddress http(Section listen) {
        return listen.isEmpty("http")
                ? null
                : listen.read("http", LoopbackAddress::parse, problems).orElseGet(SettingsReader::defaultHttp);
    }

    private static InetSocketAddress defaultHttp() {
        try {
            return LoopbackAddress.parse(HTTP);
        } catch (UnusableValueException impossible) {
            throw new IllegalStateException("the default of http is not usable", impossible);
        }
    }

    private void requireListener(Section listen) {
        if (listen.isEmpty("unix") && listen.isEmpty("http")) {
            problems.accept(listen.problem(
                    "http",
                    new Complaint("is empty, and so is unix: the agent would listen nowhere", "set one of the two")));
        }
    }

    private List<ConfiguredDatabase> databases(@Nullable Path embeddedUnder) {
        return sections.values().stream()
                .filter(section -> KnownSections.named(section.name()).equals(Optional.of(KnownSections.DATABASE)))
                .flatMap(section -> database(section, embeddedUnder))
                .toList();
    }

    private Stream<ConfiguredDatabase> database(Section section, @Nullable Path embeddedUnder) {
        String name = section.name().substring(ConfiguredDatabase.SECTION_PREFIX.length());
        boolean named = isGoodName(section, name);
        Optional<String> catalog = section.read("catalog", SettingValues::catalog, problems);
        requireKey(section, "catalog", "write catalog = service/database, such as nova/main");
        Optional<DatabaseAddress> address = address(section, name, embeddedUnder);
        LockMode lock = section.read("lock", SettingValues::lockMode, problems).orElse(LockMode.AUTO);
        if (!named || catalog.isEmpty() || address.isEmpty()) {
            return Stream.empty();
        }
        return Stream.of(new ConfiguredDatabase(name, catalog.get(), section.originOf("catalog"), address.get(), lock));
    }

    private Optional<DatabaseAddress> address(Section section, String name, @Nullable Path embeddedUnder) {
        if (embeddedUnder != null && !section.says("url")) {
            return Optional.of(EmbeddedDatabase.address(embeddedUnder, name));
        }
        requireKey(section, "url", "write url = dialect://user:password@host/database, as in nova.conf");
        return section.read("url", DatabaseUrl::parse, problems);
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
