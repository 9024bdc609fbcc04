package dev.dbsync.agent.bench.ground;

import dev.dbsync.agent.testing.DatabaseServer;
import dev.dbsync.agent.testing.GaleraCluster;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;

/**
 * Three Galera nodes behind HAProxy, which sends everybody to the first: the others are there for when it fails, as kolla-ansible and
 * openstack-ansible set it up. Each node has the machine's own MariaDB and tables in memory.
 */
final class ActiveNode implements AutoCloseable {
    private static final Path PROXY = Path.of("/usr/sbin/haproxy");
    private static final long START_LIMIT_SECONDS = 20;

    private static final String SETTINGS =
            """
            global
              maxconn 1000
            defaults
              mode tcp
              timeout connect 5s
              timeout client 1h
              timeout server 1h
            listen galera
              bind 127.0.0.1:%d
              option tcpka
            """;

    private final GaleraCluster cluster;
    private final int port = DatabaseServer.freePort();
    private final Process proxy;

    private ActiveNode(GaleraCluster cluster, Path folder) throws IOException {
        this.cluster = cluster;
        StringBuilder settings = new StringBuilder(SETTINGS.formatted(port));
        for (DatabaseServer node : cluster.nodes()) {
            settings.append("  server n%1$d 127.0.0.1:%1$d check%2$s%n"
                    .formatted(node.port(), node == cluster.nodes().get(0) ? "" : " backup"));
        }
        Path file = Files.writeString(folder.resolve("haproxy.cfg"), settings);
        this.proxy = new ProcessBuilder(PROXY.toString(), "-db", "-q", "-f", file.toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(folder.resolve("haproxy.log").toFile())
                .start();
    }

    static boolean available() {
        return GaleraCluster.available() && Files.isExecutable(PROXY);
    }

    static ActiveNode start(Path folder) throws IOException, InterruptedException {
        GaleraCluster cluster = GaleraCluster.start("--general-log=0", "--innodb-buffer-pool-size=256M");
        ActiveNode active = new ActiveNode(cluster, folder);
        active.awaitProxy();
        return active;
    }

    private void awaitProxy() throws IOException, InterruptedException {
        long start = System.nanoTime();
        while (true) {
            try {
                new Socket(InetAddress.getLoopbackAddress(), port).close();
                return;
            } catch (IOException notYet) {
                if (System.nanoTime() - start > TimeUnit.SECONDS.toNanos(START_LIMIT_SECONDS)) {
                    close();
                    throw notYet;
                }
                Thread.sleep(20);
            }
        }
    }

    NovaDatabases newDatabases() throws SQLException {
        return new NovaDatabases(
                cluster.seenThrough(port, cluster.createDatabase().name()),
                cluster.seenThrough(port, cluster.createDatabase().name()));
    }

    @Override
    public void close() {
        proxy.destroyForcibly();
        cluster.close();
    }
}
