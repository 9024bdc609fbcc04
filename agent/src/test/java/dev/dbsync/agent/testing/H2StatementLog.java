package dev.dbsync.agent.testing;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.h2.api.DatabaseEventListener;

/** H2 makes one of these for each database whose URL names this class, and tells it of each statement. */
public final class H2StatementLog implements DatabaseEventListener {

    private static final Map<String, List<String>> STATEMENTS = new ConcurrentHashMap<>();

    /** What H2 sends itself when it alters a table: it fills a copy, and drops the original. */
    private static final Pattern OWN = Pattern.compile("_COPY_\\d+_\\d+\"|^DROP TABLE \"PUBLIC\"\\.\"\\w+\" IGNORE$");

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
        if (state == STATE_STATEMENT_START && !OWN.matcher(name).find()) {
            statements.add(name);
        }
    }

    @Override
    public void exceptionThrown(SQLException e, String sql) {
        // whoever sent the statement is told anyway
    }
}
