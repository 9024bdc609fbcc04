package dev.dbsync.agent.database.driver;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Knows what a thread opens while it works, so that another can cut it off: a driver that waits for a server that never
 * finishes, whether it logs in or reads an answer, is told at once. Thread-safe.
 */
public final class Cutoff {
    private static final ThreadLocal<@Nullable Cutoff> CURRENT = new ThreadLocal<>();

    private final List<AutoCloseable> opened = new ArrayList<>();
    private boolean cut;

    /** Works on this thread; what it opens meanwhile can be {@link #cut}. */
    public <T> T during(Callable<T> work) throws Exception {
        CURRENT.set(this);
        try {
            return work.call();
        } finally {
            CURRENT.remove();
        }
    }

    /** To be called for all that this thread opens and may wait on, with what closes it; known nowhere else, it stays open. */
    public static void watch(AutoCloseable closing) {
        Cutoff current = CURRENT.get();
        if (current != null && !current.add(closing)) {
            close(closing);
        }
    }

    private synchronized boolean add(AutoCloseable closing) {
        return !cut && opened.add(closing);
    }

    /** Closes all that was opened, and whatever will be. */
    public void cut() {
        List<AutoCloseable> all;
        synchronized (this) {
            cut = true;
            all = List.copyOf(opened);
        }
        all.forEach(Cutoff::close);
    }

    private static void close(AutoCloseable closing) {
        try {
            closing.close();
        } catch (Exception alreadyBroken) {
            // closed is what it was to be
        }
    }
}
