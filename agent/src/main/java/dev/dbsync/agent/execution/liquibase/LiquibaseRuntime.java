package dev.dbsync.agent.execution.liquibase;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.ReentrantLock;
import liquibase.Scope;
import liquibase.ui.LoggerUIService;

/**
 * Liquibase as a library in a process that is not its own: no console, no logging configuration, no reports to its
 * maker, one caller at a time.
 *
 * <p>Liquibase keeps its state in a scope that hangs on an inheritable thread-local, and in registries that all threads
 * share. Threads inherit the scope that is current where they are made, so the first one should be made in the main
 * thread, before any pool exists.
 */
public final class LiquibaseRuntime {
    /** The shared registries were not written for several threads; compiling a file takes milliseconds. */
    private static final ReentrantLock ONE_AT_A_TIME = new ReentrantLock();

    private LiquibaseRuntime() {}

    /** Makes the scope that later threads inherit. To be called once, from the main thread. */
    public static void initialise() {
        Scope.getCurrentScope();
    }

    /** Runs work in a scope of its own that is silent whatever the surrounding one is. */
    static <T> T inQuietScope(Map<String, Object> values, Callable<T> work) throws Exception {
        Map<String, Object> all = new HashMap<>(values);
        all.put(Scope.Attr.logService.name(), new Slf4jLogService());
        all.put(Scope.Attr.ui.name(), new LoggerUIService());
        all.put(Scope.Attr.serviceLocator.name(), new QuietServices());
        all.put("liquibase.analytics.enabled", false);
        ONE_AT_A_TIME.lock();
        try {
            return Scope.child(all, work::call);
        } finally {
            ONE_AT_A_TIME.unlock();
        }
    }
}
