package dev.dbsync.agent.planted.execution;

final class Prints {
    private Prints() {}

    static void hello() {
        System.out.println("hello");
    }
}
