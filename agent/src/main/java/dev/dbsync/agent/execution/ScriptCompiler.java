package dev.dbsync.agent.execution;

/** Turns the changelog files of one catalogue into statements for one engine. Implementations are thread-safe. */
public interface ScriptCompiler {

    /**
     * Compiles one file. The answer depends on nothing but the catalogue and the engine, so implementations may keep it.
     *
     * @param file the file's name within its catalogue
     * @throws BrokenChangelogException if the file cannot be read, parsed or expressed on this engine
     */
    Script compile(String file);
}
