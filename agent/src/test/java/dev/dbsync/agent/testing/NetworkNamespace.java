package dev.dbsync.agent.testing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A network of two: this machine, and a namespace in which processes run as on another machine. The cable between them can
 * be pulled while they live. It is pulled in the middle, and the two know each other's hardware address by heart: so neither
 * kernel tells its side anything, and packets are just lost, as in a network with a router.
 *
 * <pre>
 * servers ── 10.251.N.1 bridge ═══ veth ═══ 10.251.N.2 ── processes under {@link #command}
 * </pre>
 */
public final class NetworkNamespace implements AutoCloseable {

    /** Why a test that needs one is skipped. */
    public static final String MISSING =
            "no network namespace can be made here: that takes root, CAP_NET_ADMIN and the package iproute2";

    private static final AtomicInteger MADE = new AtomicInteger();
    private static final Path HERE = Path.of("/");

    private final String name;
    private final String network;

    private NetworkNamespace(String name, String network) {
        this.name = name;
        this.network = network;
    }

    /** Whether this process may make one: it is tried. */
    public static boolean available() {
        try (NetworkNamespace tried = create()) {
            return ran(tried.commandOf("true"));
        } catch (IllegalStateException refused) {
            return false;
        }
    }

    /** Makes one; it goes with its cable when it is closed, and with it whatever still runs in it loses its network. */
    public static NetworkNamespace create() {
        int number = (int) (ProcessHandle.current().pid() + 7L * MADE.incrementAndGet()) % 250 + 1;
        NetworkNamespace namespace = new NetworkNamespace("dbsync" + number, "10.251.%d.".formatted(number));
        try {
            namespace.connect();
            return namespace;
        } catch (RuntimeException failure) {
            namespace.close();
            throw failure;
        }
    }

    private void connect() {
        ip("netns", "add", name);
        ip("link", "add", bridge(), "address", hardwareAddress(1), "type", "bridge");
        ip("link", "add", plug(), "type", "veth", "peer", "name", innerEnd(), "netns", name);
        ip("link", "set", plug(), "up");
        plugIn();
        ip("addr", "add", hostAddress() + "/30", "dev", bridge());
        ip("link", "set", bridge(), "up");
        ip("-n", name, "addr", "add", network + "2/30", "dev", innerEnd());
        ip("-n", name, "link", "set", innerEnd(), "address", hardwareAddress(2), "up");
        ip("-n", name, "link", "set", "lo", "up");
        ip("neigh", "replace", network + "2", "lladdr", hardwareAddress(2), "dev", bridge(), "nud", "permanent");
        ip("-n", name, "neigh", "replace", network + "1", "lladdr", hardwareAddress(1), "dev", innerEnd());
    }

    /** This machine's address, as seen from within: servers have to listen on it. */
    public String hostAddress() {
        return network + "1";
    }

    /** What to put before a command for it to run within. */
    public List<String> command() {
        return List.of("ip", "netns", "exec", name);
    }

    /** Pulls the cable. */
    public void unplug() {
        ip("link", "set", plug(), "nomaster");
    }

    /** Plugs the cable in. */
    public void plugIn() {
        ip("link", "set", plug(), "master", bridge());
    }

    @Override
    public void close() {
        ran(List.of("ip", "link", "del", plug()));
        ran(List.of("ip", "link", "del", bridge()));
        ran(List.of("ip", "netns", "del", name));
    }

    private static String hardwareAddress(int end) {
        return "02:db:5c:00:00:0" + end;
    }

    private String bridge() {
        return name + "b";
    }

    private String plug() {
        return name + "p";
    }

    private String innerEnd() {
        return name + "i";
    }

    private List<String> commandOf(String... command) {
        List<String> line = new ArrayList<>(command());
        line.addAll(List.of(command));
        return line;
    }

    private static void ip(String... arguments) {
        List<String> line = new ArrayList<>(List.of("ip"));
        line.addAll(List.of(arguments));
        if (!ran(line)) {
            throw new IllegalStateException(MISSING + "; refused: " + String.join(" ", line));
        }
    }

    private static boolean ran(List<String> command) {
        try {
            return new ProcessBuilder(command)
                            .directory(HERE.toFile())
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException notInstalled) {
            return false;
        } catch (InterruptedException exception) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + command, exception);
        }
    }
}
