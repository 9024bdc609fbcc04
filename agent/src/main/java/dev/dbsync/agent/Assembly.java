package dev.dbsync.agent;

import dev.dbsync.agent.catalog.Catalog;
import dev.dbsync.agent.catalog.CatalogProblem;
import dev.dbsync.agent.catalog.loading.CatalogFolder;
import dev.dbsync.agent.catalog.loading.LoadedCatalog;
import dev.dbsync.agent.cli.LocalAgent;
import dev.dbsync.agent.config.AgentConfiguration;
import dev.dbsync.agent.config.ConfigurationProblem;
import dev.dbsync.agent.config.ConfiguredDatabase;
import dev.dbsync.agent.database.Dialects;
import dev.dbsync.agent.database.Engine;
import dev.dbsync.agent.database.KeptConnections;
import dev.dbsync.agent.database.h2.H2Dialect;
import dev.dbsync.agent.database.mariadb.MariaDbDialect;
import dev.dbsync.agent.database.postgresql.PostgresDialect;
import dev.dbsync.agent.discovery.Finders;
import dev.dbsync.agent.execution.ScriptCompiler;
import dev.dbsync.agent.execution.ScriptRules;
import dev.dbsync.agent.execution.liquibase.LiquibaseCompiler;
import dev.dbsync.agent.journal.FileJournal;
import dev.dbsync.agent.metrics.MetricsPage;
import dev.dbsync.agent.operations.Asking;
import dev.dbsync.agent.operations.DatabasePipeline;
import dev.dbsync.agent.operations.LeftoverLeases;
import dev.dbsync.agent.operations.ManagedDatabases;
import dev.dbsync.agent.operations.Operation;
import dev.dbsync.agent.operations.OperationObserver;
import dev.dbsync.agent.operations.OperationState;
import dev.dbsync.agent.operations.Operations;
import dev.dbsync.agent.operations.Questions;
import dev.dbsync.agent.operations.Unawaited;
import dev.dbsync.agent.rpc.AgentService;
import dev.dbsync.agent.rpc.StatusAnswer;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** The agent's parts, put together by hand from a configuration. Nothing is connected to until a method is called. */
public final class Assembly implements LocalAgent {
    /** The folder of what operations did, in the state directory. */
    private static final String JOURNAL = "journal";

    /** Half of what a scrape may take: databases are found and then asked. Prometheus gives a target up after ten seconds. */
    private static final Duration SCRAPE = Duration.ofMillis(2500);

    private final ExecutorService workers = Executors.newCachedThreadPool(Assembly::worker);
    private final KeptConnections kept = new KeptConnections(workers);
    private volatile ManagedDatabases databases;
    private final LeftoverLeases leftovers;
    private final Operations operations;
    private final Questions questions;
    private final AgentService service;

    private static final AtomicInteger WORKERS = new AtomicInteger();

    /**
     * Puts the parts together, with nobody to observe them.
     *
     * @param catalogs the catalogues by name; each database's is among them, see {@link #problems}
     */
    public Assembly(AgentConfiguration configuration, Map<String, LoadedCatalog> catalogs) {
        this(configuration, catalogs, new OperationObserver() {});
    }

    /**
     * Puts the parts together.
     *
     * @param catalogs the catalogues by name; each database's is among them, see {@link #problems}
     * @param observer hears of all that operations and questions do
     */
    Assembly(AgentConfiguration configuration, Map<String, LoadedCatalog> catalogs, OperationObserver observer) {
        this.leftovers = new LeftoverLeases(configuration.agentName(), Clock.systemUTC());
        this.operations = new Operations(
                workers,
                configuration.agentName(),
                Clock.systemUTC(),
                configuration.parallel(),
                new FileJournal(configuration.stateDirectory().resolve(JOURNAL)),
                observer);
        this.databases = made(configuration, catalogs);
        this.questions = new Questions(workers, configuration.parallel(), operations, observer);
        this.service = new AgentService(
                new StatusAnswer.Agent(configuration.agentName(), ProjectVersion.read()),
                () -> databases,
                questions,
                operations);
    }

    /** What the configuration asks of catalogues and releases that are not there. */
    public static List<ConfigurationProblem> problems(
            AgentConfiguration configuration, Map<String, LoadedCatalog> catalogs) {
        return configuration.databases().stream()
                .flatMap(database -> problem(database, catalogs).stream())
                .toList();
    }

    private static Optional<ConfigurationProblem> problem(
            ConfiguredDatabase database, Map<String, LoadedCatalog> catalogs) {
        LoadedCatalog loaded = catalogs.get(database.catalog());
        return loaded == null
                ? Optional.of(database.catalogProblem(
                        "there is no such catalogue",
                        "use one of " + String.join(", ", new TreeSet<>(catalogs.keySet()))))
                : ConfiguredReleases.problem(database, loaded.catalog());
    }

    /** What is wrong with the changelogs of a database's catalogue on its engine, where an operator supplied them. */
    static List<CatalogProblem> changelogProblems(ConfiguredDatabase database, Map<String, LoadedCatalog> catalogs) {
        LoadedCatalog loaded = catalogs.get(database.catalog());
        if (loaded == null || !(loaded.folder() instanceof CatalogFolder.Supplied)) {
            return List.of();
        }
        Engine engine = Engine.valueOf(database.address().scheme().toUpperCase(Locale.ROOT));
        return ScriptRules.problems(loaded.catalog(), compiler(engine, loaded));
    }

    /** Clears what holders that died left in the databases; answers at once. */
    void clearLeftovers() {
        Unawaited aside = new Unawaited(workers);
        aside.execute(() -> leftovers.clear(databases.select(null), aside));
    }

    /** All metrics of the agent as a page. */
    MetricsPage metrics(PrometheusRegistry registry, String version) {
        return new MetricsPage(registry, version, () -> questions.status(databases.all(SCRAPE), SCRAPE));
    }

    @Override
    public AgentService service() {
        return service;
    }

    /** The operation before this agent's first, if it did not come to its end. */
    Optional<Operation> lastInterrupted() {
        return operations.newest(1).stream()
                .filter(operation -> operation.state() == OperationState.INTERRUPTED)
                .findFirst();
    }

    /** Whether operations run. */
    boolean isAtWork() {
        return operations.isAtWork();
    }

    @Override
    public boolean drain(Duration limit) throws InterruptedException {
        return operations.drain(limit);
    }

    /** Lets idle workers and connections go; one that still works is not interrupted. */
    @Override
    public void close() {
        kept.close();
        workers.shutdown();
    }

    /** Looks after these databases from the next call on; operations that run go on with what they began with. */
    void take(ManagedDatabases next) {
        databases = next;
    }

    /**
     * The databases of a configuration.
     *
     * @param catalogs the catalogues by name; each database's is among them, see {@link #problems}
     */
    ManagedDatabases made(AgentConfiguration configuration, Map<String, LoadedCatalog> catalogs) {
        Dialects dialects = new Dialects(List.of(new PostgresDialect(), new MariaDbDialect(), new H2Dialect()));
        Map<Catalog, DatabasePipeline> shared = new HashMap<>();
        Map<String, DatabasePipeline> pipelines = new HashMap<>();
        for (ConfiguredDatabase section : configuration.databases()) {
            LoadedCatalog loaded = Objects.requireNonNull(catalogs.get(section.catalog()), section.catalog());
            Catalog served =
                    ConfiguredReleases.served(section, loaded.catalog()).orElseThrow();
            pipelines.put(
                    section.name(), shared.computeIfAbsent(served, catalog -> pipeline(catalog, loaded, dialects)));
        }
        Finders finders = new Finders(configuration, dialects, pipelines, kept, new Asking(workers));
        return new ManagedDatabases(finders.all(), operations::ended);
    }

    private static DatabasePipeline pipeline(Catalog catalog, LoadedCatalog loaded, Dialects dialects) {
        return new DatabasePipeline(catalog, dialects, engine -> compiler(engine, loaded), Clock.systemUTC());
    }

    private static ScriptCompiler compiler(Engine engine, LoadedCatalog loaded) {
        return new LiquibaseCompiler(engine, loaded.folder()::open);
    }

    /** Daemons: an operation that has to be waited for is waited for by {@link #drain}, not by the JVM. */
    private static Thread worker(Runnable work) {
        Thread thread = new Thread(work, "worker-" + WORKERS.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }
}
