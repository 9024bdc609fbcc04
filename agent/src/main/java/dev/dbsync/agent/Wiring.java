package dev.dbsync.agent;

import dev.dbsync.agent.catalog.BrokenCatalogException;
import dev.dbsync.agent.catalog.CatalogProblem;
import dev.dbsync.agent.catalog.loading.CatalogLoader;
import dev.dbsync.agent.catalog.loading.LoadedCatalog;
import dev.dbsync.agent.cli.AgentParts;
import dev.dbsync.agent.cli.LocalAgent;
import dev.dbsync.agent.cli.RunningServer;
import dev.dbsync.agent.cli.UnusableConfigurationException;
import dev.dbsync.agent.config.AgentConfiguration;
import dev.dbsync.agent.config.ConfigurationLoader;
import dev.dbsync.agent.config.ConfigurationProblem;
import dev.dbsync.agent.config.ConfigurationResult;
import dev.dbsync.agent.execution.liquibase.LiquibaseRuntime;
import dev.dbsync.agent.logging.LogOutput;
import dev.dbsync.agent.server.AccessCheck;
import dev.dbsync.agent.supervision.Supervisor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Gives the commands the parts of the agent, as far as each needs them. */
public final class Wiring implements AgentParts {
    private final Map<String, String> environment;

    /**
     * Gives parts to commands.
     *
     * @param environment of the process, for the configuration
     */
    public Wiring(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    @Override
    public String version() {
        return ProjectVersion.read();
    }

    @Override
    public AgentConfiguration configuration(@Nullable Path file) {
        ConfigurationResult result = new ConfigurationLoader(CatalogLoader.packagedNames()).load(file, environment);
        if (result instanceof ConfigurationResult.Invalid invalid) {
            throw failed(invalid.problems());
        }
        return ((ConfigurationResult.Loaded) result).configuration();
    }

    @Override
    public void checkAccess(AgentConfiguration configuration) {
        List<String> problems = AccessCheck.problems(configuration.access());
        if (!problems.isEmpty()) {
            throw new UnusableConfigurationException(problems);
        }
    }

    @Override
    public SortedMap<String, String> catalogHeads(AgentConfiguration configuration) {
        SortedMap<String, String> heads = new TreeMap<>();
        catalogs(configuration)
                .forEach((name, loaded) ->
                        heads.put(name, loaded.catalog().head().id()));
        return heads;
    }

    @Override
    public LocalAgent assemble(AgentConfiguration configuration) {
        Map<String, LoadedCatalog> catalogs = catalogs(configuration);
        LiquibaseRuntime.initialise();
        return new Assembly(configuration, catalogs);
    }

    @Override
    public RunningServer start(@Nullable Path file) {
        AgentConfiguration configuration = configuration(file);
        checkAccess(configuration);
        Map<String, LoadedCatalog> catalogs = catalogs(configuration);
        LiquibaseRuntime.initialise();
        LogOutput.apply(configuration.log());
        AgentProcess agent = AgentProcess.start(configuration, catalogs, version());
        return SupervisedServer.over(agent, configuration, () -> reload(agent, file), Supervisor.of(environment));
    }

    /** Checks all that {@code check-config} checks, and then has the agent take it. */
    private AgentConfiguration reload(AgentProcess agent, @Nullable Path file) {
        AgentConfiguration next = configuration(file);
        checkAccess(next);
        agent.take(next, catalogs(next));
        return next;
    }

    private static Map<String, LoadedCatalog> catalogs(AgentConfiguration configuration) {
        Map<String, LoadedCatalog> catalogs;
        try {
            catalogs = new CatalogLoader().load(configuration.catalogs());
        } catch (BrokenCatalogException broken) {
            throw new UnusableConfigurationException(
                    broken.problems().stream().map(CatalogProblem::describe).toList());
        }
        List<ConfigurationProblem> problems = Assembly.problems(configuration, catalogs);
        if (!problems.isEmpty()) {
            throw failed(problems);
        }
        checkSupplied(configuration, catalogs);
        return catalogs;
    }

    /** Packaged changelogs were compiled by the tests; those of an operator are compiled here, before they are needed. */
    private static void checkSupplied(AgentConfiguration configuration, Map<String, LoadedCatalog> catalogs) {
        List<String> problems = configuration.databases().stream()
                .flatMap(database -> Assembly.changelogProblems(database, catalogs).stream())
                .map(CatalogProblem::describe)
                .distinct()
                .toList();
        if (!problems.isEmpty()) {
            throw new UnusableConfigurationException(problems);
        }
    }

    private static UnusableConfigurationException failed(List<ConfigurationProblem> problems) {
        return new UnusableConfigurationException(
                problems.stream().map(ConfigurationProblem::render).toList());
    }
}
