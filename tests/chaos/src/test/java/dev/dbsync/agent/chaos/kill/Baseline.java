package dev.dbsync.agent.chaos.kill;

import dev.dbsync.agent.chaos.driver.SentStatement;
import dev.dbsync.agent.chaos.driver.StopPoint;
import dev.dbsync.agent.database.Engine;
import dev.dbsync.agent.testing.DatabaseServer;
import dev.dbsync.agent.testing.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a case does when nobody kills it.
 *
 * @param killed the case
 * @param remains what it leaves beside the reference's schema
 * @param statements what it sends
 * @param transactionalDdl how many pieces of DDL it runs in transactions that take them back
 */
record Baseline(KillCase killed, Remains remains, List<SentStatement> statements, int transactionalDdl) {

    static Baseline of(KillCase killed, DatabaseServer server, Path folder) throws Exception {
        try (TestDatabase database = killed.origin().on(server, killed.catalogue())) {
            Counts counts = killed.engine() == Engine.POSTGRESQL
                    ? counted(killed, database, folder)
                    : new Counts(statements(killed, database, folder), 0);
            new Successor(killed.catalogue()).assertReference(database);
            return new Baseline(killed, Remains.of(database), counts.statements, counts.ddl);
        }
    }

    private static Counts counted(KillCase killed, TestDatabase database, Path folder) throws Exception {
        try (DdlGate gate = DdlGate.at(database, 0)) {
            return new Counts(statements(killed, database, folder), gate.seen());
        }
    }

    private record Counts(List<SentStatement> statements, int ddl) {}

    private static List<SentStatement> statements(KillCase killed, TestDatabase database, Path folder)
            throws Exception {
        try (Victim undisturbed = Victim.start(folder, killed.catalogue().label(), database, StopPoint.NONE)) {
            return undisturbed.finish();
        }
    }

    /** Each boundary between two statements. */
    List<KillPoint> before() {
        return statements.stream()
                .map(statement -> new KillPoint(KillPoint.Place.BEFORE, statement.number(), statement.text()))
                .toList();
    }

    /** Each statement that changes something or makes changes last, from within. */
    List<KillPoint> inside() {
        return transactionalDdl > 0 ? insideTransactions() : insideStatements();
    }

    private List<KillPoint> insideTransactions() {
        return IntStream.rangeClosed(1, transactionalDdl)
                .mapToObj(number -> new KillPoint(KillPoint.Place.INSIDE_TRANSACTION, number, "DDL"))
                .toList();
    }

    private List<KillPoint> insideStatements() {
        return statements.stream()
                .filter(SentStatement::isChange)
                .map(statement -> new KillPoint(KillPoint.Place.INSIDE, statement.number(), statement.text()))
                .toList();
    }
}
