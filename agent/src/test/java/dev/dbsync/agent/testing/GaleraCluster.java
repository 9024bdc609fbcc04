package dev.dbsync.agent.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/**
 * Three MariaDB servers on loopback that are nodes of one Galera cluster. Starting it takes half a minute: start one for a
 * class. Each node logs the statements that were sent to it, and not those that came from another node.
 *
 * @see <a href="https://mariadb.com/kb/en/galera-cluster-system-variables/">MariaDB manual, Galera's system variables</a>
 */
public final class GaleraCluster implements AutoCloseable {

    /** What to install to have it. */
    public static final String MISSING = "no Galera: apt-get install mariadb-server galera-4 rsync";

    private static final Path PROVIDER = Path.of("/usr/lib/galera/libgalera_smm.so");
    private static final Path COPYING = Path.of("/usr/bin/rsync");

    /** As root, rsync's server would give up its rights and then not get at the data. */
    private static final String SYSTEM_USER = "mysql";

    private static final int SIZE = 3;

    private final List<MariaDbServer> nodes = new ArrayList<>();
    private final List<Ports> ports =
            IntStream.range(0, SIZE).mapToObj(node -> Ports.free()).toList();

    private final List<String> more;

    private GaleraCluster(List<String> more) {
        this.more = List.copyOf(more);
    }

    /** Whether what it needs is installed. */
    public static boolean available() {
        return Files.exists(PROVIDER) && Files.isExecutable(COPYING);
    }

    /**
     * Starts the nodes, one after the other: each copies the data of one that is there.
     *
     * @param more further options of each
     */
    public static GaleraCluster start(String... more) {
        if (!available()) {
            throw new IllegalStateException(MISSING);
        }
        GaleraCluster cluster = new GaleraCluster(List.of(more));
        try {
            for (int node = 0; node < SIZE; node++) {
                cluster.startNode(node);
            }
            return cluster;
        } catch (RuntimeException failure) {
            cluster.close();
            throw failure;
        }
    }

    /** The nodes, in the order in which they joined. */
    public List<MariaDbServer> nodes() {
        return List.copyOf(nodes);
    }

    /** An empty database, to be used through the first node, and to be closed there. All nodes have it. */
    public TestDatabase createDatabase() throws SQLException {
        TestDatabase database = nodes.get(0).createDatabase();
        for (int node = 1; node < SIZE; node++) {
            awaitGrant(seenFrom(node, database.name()));
        }
        return database;
    }

    /** A database of the cluster through one of its nodes, by its place. It is the first node's to close. */
    public TestDatabase seenFrom(int node, String database) {
        return new MariaDbDatabase(nodes.get(node), database);
    }

    /** The same through something on loopback that stands before the nodes. */
    public TestDatabase seenThrough(int port, String database) {
        return new MariaDbDatabase(nodes.get(0), database, port);
    }

    /** How many write sets each node has committed; once the nodes agree, the cluster has written nothing more. */
    public List<String> committed() throws SQLException {
        List<String> numbers = new ArrayList<>();
        for (MariaDbServer node : nodes) {
            numbers.addAll(new MariaDbDatabase(node, "mysql")
                    .query("select variable_value from information_schema.global_status"
                            + " where variable_name = 'wsrep_last_committed'"));
        }
        return numbers;
    }

    /** A node comes to it after all that was sent before, which may be a million rows. */
    private static void awaitGrant(TestDatabase database) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(5))
                .ignoreExceptionsInstanceOf(SQLException.class)
                .untilAsserted(() -> database.open().close());
    }

    private void startNode(int node) {
        List<String> options = new ArrayList<>(options(ports.get(node)));
        options.addAll(more);
        if (node == 0) {
            options.add("--wsrep-new-cluster");
        }
        nodes.add(MariaDbServer.startWith(new MariaDbServer.Setup(SYSTEM_USER, node == 0, options)));
        awaitSynchronized(nodes.get(node), node + 1);
    }

    private List<String> options(Ports own) {
        String members = ports.stream().map(node -> "127.0.0.1:" + node.group).collect(Collectors.joining(","));
        return List.of(
                "--wsrep-on=ON",
                "--wsrep-provider=" + PROVIDER,
                "--wsrep-cluster-address=gcomm://" + members,
                "--wsrep-node-address=127.0.0.1",
                "--wsrep-provider-options=gmcast.listen_addr=tcp://127.0.0.1:%d;ist.recv_addr=127.0.0.1:%d;base_port=%d"
                        .formatted(own.group, own.increments, own.group),
                "--wsrep-sst-method=rsync",
                "--wsrep-sst-receive-address=127.0.0.1:" + own.copies,
                "--binlog-format=ROW",
                "--innodb-autoinc-lock-mode=2");
    }

    private static void awaitSynchronized(MariaDbServer node, int members) {
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> isSynchronized(node, members));
    }

    private static boolean isSynchronized(MariaDbServer node, int members) throws SQLException {
        List<String> values = new MariaDbDatabase(node, "mysql")
                .query("select variable_value from information_schema.global_status"
                        + " where variable_name in ('wsrep_cluster_size', 'wsrep_local_state_comment')"
                        + " order by variable_name");
        return values.equals(List.of(String.valueOf(members), "Synced"));
    }

    @Override
    public void close() {
        nodes.forEach(MariaDbServer::close);
    }

    /** Where a node listens, beside the port for its clients: for its group, for missed writes, for whole copies. */
    private record Ports(int group, int increments, int copies) {
        static Ports free() {
            return new Ports(DatabaseServer.freePort(), DatabaseServer.freePort(), DatabaseServer.freePort());
        }
    }
}
