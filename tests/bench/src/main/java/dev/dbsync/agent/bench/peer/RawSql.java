package dev.dbsync.agent.bench.peer;

import dev.dbsync.agent.bench.ground.NovaDatabases;
import dev.dbsync.agent.bench.ground.Rpc;
import dev.dbsync.agent.bench.ground.SqlClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The limit: a server's own client reads the statements from a file, api first, then main.
 *
 * @param databases whose databases they are for; they are to be in the state that the statements start from
 */
public record RawSql(SqlClient client, NovaDatabases databases, Path api, Path main) {

    /** The statements of a dump of two finished databases. */
    public static RawSql dumpOf(NovaDatabases finished, SqlClient client, NovaDatabases databases, Path folder)
            throws IOException, InterruptedException {
        return new RawSql(
                client,
                databases,
                Files.writeString(folder.resolve("api.sql"), client.dump(finished.api())),
                Files.writeString(folder.resolve("main.sql"), client.dump(finished.main())));
    }

    /** The statements that an agent plans for its two databases, {@code nova_api} and {@code nova_main}, as they are now. */
    public static RawSql planOf(Rpc agent, SqlClient client, NovaDatabases databases, Path folder) throws IOException {
        return new RawSql(
                client,
                databases,
                PlannedStatements.write(agent, "nova_api", folder),
                PlannedStatements.write(agent, "nova_main", folder));
    }

    /** Sends them. */
    public void run() throws IOException, InterruptedException {
        client.feed(databases.api(), api);
        client.feed(databases.main(), main);
    }
}
