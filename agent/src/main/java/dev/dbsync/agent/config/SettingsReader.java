package dev.dbsync.agent.config;

import dev.dbsync.agent.logging.LogSettings;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes settings of sections, and reports what is wrong with each. */
final class SettingsReader {

    private static final Path STATE_DIRECTORY = Path.of("/var/lib/dbsync");
    private static final Path UNIX_SOCKET = Path.of("/run/dbsync/agent.sock");
    private static final int PARALLEL = 4;

    private final Map<String, Section> sections;
    private final Consumer<ConfigurationProblem> problems;

    SettingsReader(Map<String, Section> sections, Consumer<ConfigurationProblem> problems) {
        this.sections = sections;
        this.problems = problems;
    }

    /** What is wrong and reported has its default: the result is good only if nothing was reported. */
    AgentConfiguration read(String hostName, boolean embedded) {
        Section agent = section(KnownSections.AGENT);
        Section listen = section(KnownSections.LISTEN);
        Path state =
                agent.read("state_dir", SettingValues::stateDirectory, problems).orElse(STATE_DIRECTORY);
        AccessReader access =
                new AccessReader(listen, section(KnownSections.TLS), section(KnownSections.AUTH), problems);
        requireListener(listen);
        return new AgentConfiguration(
                agent.read("name", SettingValues::agentName, problems).orElse(hostName),
                state,
                agent.read("catalogs", SettingValues::absolutePath, problems).orElse(null),
                unixSocket(listen),
                http(listen),
                agent.read("parallel", SettingValues::parallel, problems).orElse(PARALLEL),
                access.read(),
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

    /** Off unless it is said: every account of the host can reach a port. */
    private @Nullable InetSocketAddress http(Section listen) {
        return listen.isEmpty("http")
                ? null
                : listen.read("http", LoopbackAddress::parse, problems).orElse(null);
    }

    private void requireListener(Section listen) {
        boolean https = listen.says("https") && !listen.isEmpty("https");
        boolean http = listen.says("http") && !listen.isEmpty("http");
        if (listen.isEmpty("unix") && !http && !https) {
            problems.accept(listen.problem(
                    "unix",
                    new Complaint(
                            "is empty, and http is not set: the agent would listen nowhere",
                            "set one of them, or https")));
        }
    }

    private List<ConfiguredDatabase> databases(@Nullable Path embeddedUnder) {
        DatabaseSectionReader reader = new DatabaseSectionReader(embeddedUnder, problems);
        List<Section> ofDatabases = sections.values().stream()
                .filter(section -> KnownSections.named(section.name()).equals(Optional.of(KnownSections.DATABASE)))
                .toList();
        List<ConfiguredDatabase> databases =
                ofDatabases.stream().flatMap(reader::read).toList();
        new CellsRule(databases, problems).check(sections);
        return databases;
    }
}
