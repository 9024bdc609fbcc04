package dev.dbsync.agent.testing;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * One Galera cluster for all test classes of a JVM, started when first asked for. As a JUnit extension it stops it after the
 * last test; without it the nodes stop with the JVM. Who stops a node starts a cluster of his own.
 */
public final class SharedCluster implements BeforeAllCallback {
    private static final Object LOCK = new Object();
    private static @Nullable GaleraCluster cluster;

    /** The cluster. */
    public static GaleraCluster get() {
        synchronized (LOCK) {
            if (cluster == null) {
                cluster = GaleraCluster.start();
            }
            return cluster;
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        context.getRoot()
                .getStore(ExtensionContext.Namespace.create(SharedCluster.class))
                .getOrComputeIfAbsent(SharedCluster.class, key -> (AutoCloseable) SharedCluster::stop);
    }

    private static void stop() {
        synchronized (LOCK) {
            if (cluster != null) {
                cluster.close();
                cluster = null;
            }
        }
    }
}
