package dev.dbsync.agent.execution.liquibase;

import dev.dbsync.agent.database.Engine;
import dev.dbsync.agent.execution.BrokenChangelogException;
import dev.dbsync.agent.execution.ChangeUnit;
import dev.dbsync.agent.execution.ChangelogSource;
import dev.dbsync.agent.execution.Script;
import dev.dbsync.agent.execution.ScriptCompiler;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import liquibase.Scope;
import liquibase.changelog.DatabaseChangeLog;
import liquibase.database.Database;

/**
 * Compiles Liquibase changelogs without a connection: Liquibase parses them and writes the SQL, and that is all it does.
 *
 * <p>A file is compiled when it is first asked for, and once.
 */
public final class LiquibaseCompiler implements ScriptCompiler {
    private final TargetEngine engine;
    private final CatalogueFiles files;
    private final Map<String, Script> compiled = new ConcurrentHashMap<>();

    /**
     * A compiler for one engine and one catalogue.
     *
     * @param engine the engine; MySQL's statements are MariaDB's
     * @param source the catalogue's files
     */
    public LiquibaseCompiler(Engine engine, ChangelogSource source) {
        this.engine = TargetEngine.of(engine);
        this.files = new CatalogueFiles(source);
    }

    @Override
    public Script compile(String file) {
        return compiled.computeIfAbsent(file, this::compileOnce);
    }

    private Script compileOnce(String file) {
        Database database = engine.offline();
        Map<String, Object> scope =
                Map.of(Scope.Attr.resourceAccessor.name(), files, Scope.Attr.database.name(), database);
        try {
            return LiquibaseRuntime.inQuietScope(scope, () -> script(file, database));
        } catch (BrokenChangelogException e) {
            throw e;
        } catch (Exception e) {
            String seen = String.valueOf(e.getMessage()).replaceAll("\\s+", " ").strip();
            throw new BrokenChangelogException(
                    file + " cannot be read as a changelog: " + seen + ". Correct the file.", e);
        }
    }

    private Script script(String file, Database database) throws Exception {
        DatabaseChangeLog changelog = ChangelogReader.read(file, database);
        List<ChangeUnit> units = changelog.getChangeSets().stream()
                .map(changeSet -> new Compilation(file, engine, database, changeSet))
                .flatMap(compilation -> ChangeSetTranslation.translate(compilation).stream())
                .toList();
        return new Script(NewTables.regarded(units), HistoryEntries.of(changelog));
    }
}
