package dev.dbsync.agent;

/** Entry point of the {@code dbsync-agent} command. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.exit(0);
    }
}
