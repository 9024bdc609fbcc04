package dev.dbsync.agent.cli;

import dev.dbsync.agent.config.AgentConfiguration;
import java.nio.file.Path;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** The rest of the agent, as the commands need it. */
public interface AgentParts {

    /** The product's version. */
    String version();

    /**
     * Loads the configuration.
     *
     * @param file the file that the command line names, or null
     * @throws CommandFailedException with everything that is wrong with it
     */
    AgentConfiguration configuration(@Nullable Path file);

    /**
     * Reads the files that say who is let in, and those of TLS.
     *
     * @throws CommandFailedException with everything that is wrong with them
     */
    void checkAccess(AgentConfiguration configuration);

    /**
     * The newest revision of each catalogue, by the catalogue's name.
     *
     * @throws CommandFailedException with everything that is wrong with the catalogues, or with the databases' choice
     */
    SortedMap<String, String> catalogHeads(AgentConfiguration configuration);

    /**
     * An agent in this process, for its own questions only. To be called from the main thread.
     *
     * @throws CommandFailedException as {@link #catalogHeads}
     */
    LocalAgent assemble(AgentConfiguration configuration);

    /**
     * Starts an agent that others can ask. To be called from the main thread.
     *
     * @param file of the configuration, as for {@link #configuration}
     * @throws CommandFailedException if it cannot be started; nothing is left behind then
     */
    RunningServer start(@Nullable Path file);
}
