package dev.dbsync.agent.testing;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.h2.api.DatabaseEventListener;

/** H2 makes one of these for each database whose URL names this class, and tells it of each statement. */
public final class H2StatementLog implements DatabaseEventListener {

    private static final Map<String, List<String>> STATEMENTS = new ConcurrentHashMap<>();

    private List<String> statements = new CopyOnWriteArrayList<>();

    static List<String> of(String url) {
        return STATEMENTS.computeIfAbsent(url, key -> new CopyOnWriteArrayList<>());
    }

    static void forget(String url) {
        STATEMENTS.remove(url);
    }

    @Override
    public void init(String url) {
        statements = of(url);
    }

    @Override
    public void setProgress(int state, String name, long x, long max) {
        if (state == STATE_STATEMENT_START) {
            statements.add(name);
        }
    }

    @Override
    public void exceptionThrown(SQLException e, String sql) {
        // whoever sent the statement is told anyway
    }
}
