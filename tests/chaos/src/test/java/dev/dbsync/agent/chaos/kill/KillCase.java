package dev.dbsync.agent.chaos.kill;

import dev.dbsync.agent.database.Engine;
import dev.dbsync.agent.testing.ForeignServer;
import dev.dbsync.agent.testing.NovaCatalogue;
import java.util.List;
import java.util.stream.Stream;

/**
 * One line of the kill matrix.
 *
 * @param catalogue the history that the database follows
 * @param origin what the sync begins with
 * @param engine the server's
 */
record KillCase(NovaCatalogue catalogue, Origin origin, Engine engine) {

    /** All, the engines in turn, so that two that follow each other burden two servers. */
    static List<KillCase> all() {
        return Stream.of(NovaCatalogue.values())
                .flatMap(catalogue -> Stream.of(Origin.values())
                        .flatMap(origin -> Stream.of(Engine.POSTGRESQL, Engine.MARIADB)
                                .filter(ForeignServer::asked)
                                .map(engine -> new KillCase(catalogue, origin, engine))))
                .toList();
    }

    @Override
    public String toString() {
        return "%s %s on %s".formatted(catalogue.label(), origin, engine);
    }
}
