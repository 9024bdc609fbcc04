package dev.dbsync.agent.config;

import dev.dbsync.agent.files.FileRefusedException;
import dev.dbsync.agent.files.NamedFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Loads the configuration: the file, the environment over it, and defaults for the rest.
 *
 * <p>The file is the one that is named, by the caller or by {@code DBSYNC_CONFIG}; else {@code /etc/dbsync/dbsync.conf} if
 * there is one. With none at all the agent keeps an embedded database for each packaged catalogue.
 */
public final class ConfigurationLoader {

    private static final Path KERNELS_NAME = Path.of("/proc/sys/kernel/hostname");
    private static final Path DEFAULT_FILE = Path.of("/etc/dbsync/dbsync.conf");

    private final List<String> packagedCatalogs;
    private final Path defaultFile;
    private final Supplier<String> hostName;

    /**
     * A loader for this machine.
     *
     * @param packagedCatalogs the names of the catalogues in this distribution, as {@code nova/api}
     */
    public ConfigurationLoader(List<String> packagedCatalogs) {
        this(packagedCatalogs, DEFAULT_FILE, ConfigurationLoader::thisHost);
    }

    ConfigurationLoader(List<String> packagedCatalogs, Path defaultFile, Supplier<String> hostName) {
        this.packagedCatalogs = List.copyOf(packagedCatalogs);
        this.defaultFile = defaultFile;
        this.hostName = hostName;
    }

    /**
     * Loads the configuration, or says everything that is wrong with it.
     *
     * @param named the file that the command line names, or null
     * @param environment of the process
     */
    public ConfigurationResult load(@Nullable Path named, Map<String, String> environment) {
        List<ConfigurationProblem> problems = new ArrayList<>();
        Path file = file(named, environment);
        try {
            AgentConfiguration configuration = configuration(file, environment, problems);
            return problems.isEmpty()
                    ? new ConfigurationResult.Loaded(configuration)
                    : new ConfigurationResult.Invalid(inOrder(problems));
        } catch (UnusableValueException unreadable) {
            Origin origin = new Origin(String.valueOf(file), 0);
            return new ConfigurationResult.Invalid(unreadable.complaints().stream()
                    .map(complaint -> ConfigurationProblem.of(origin, null, null, complaint))
                    .toList());
        }
    }

    private AgentConfiguration configuration(
            @Nullable Path file, Map<String, String> environment, List<ConfigurationProblem> problems)
            throws UnusableValueException {
        SectionSource source = new SectionSource(problems::add);
        Map<String, Section> sections = file == null ? source.fromDefaults(packagedCatalogs) : source.fromFile(file);
        new EnvironmentOverrides(environment, problems::add).apply(sections.values());
        return new SettingsReader(sections, problems::add).read(hostName.get(), file == null);
    }

    private @Nullable Path file(@Nullable Path named, Map<String, String> environment) {
        String fromEnvironment = environment.getOrDefault(EnvironmentOverrides.CONFIG, "");
        if (named != null) {
            return named;
        }
        if (!fromEnvironment.isEmpty()) {
            return Path.of(fromEnvironment);
        }
        // A file that is there but cannot be looked at must not be taken for none.
        return Files.notExists(defaultFile) ? null : defaultFile;
    }

    /** From the file's first line to its last; what has no line comes at the end. */
    private static List<ConfigurationProblem> inOrder(List<ConfigurationProblem> problems) {
        // Sections that take their databases from the same file meet the same problems there.
        return problems.stream()
                .distinct()
                .sorted(Comparator.comparingInt(problem -> problem.line() == 0 ? Integer.MAX_VALUE : problem.line()))
                .toList();
    }

    /** The kernel's own name: what a resolver makes of it may be another's. */
    private static String thisHost() {
        try {
            String name = new NamedFile(KERNELS_NAME).text().strip();
            return name.isEmpty() ? "localhost" : name;
        } catch (FileRefusedException nameless) {
            return "localhost";
        }
    }
}
