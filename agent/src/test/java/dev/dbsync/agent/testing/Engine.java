package dev.dbsync.agent.testing;

/** The engines that a contract suite runs on. */
public enum Engine {
    POSTGRESQL("postgresql"),
    MARIADB("mariadb"),
    H2("h2");

    private final String label;

    Engine(String label) {
        this.label = label;
    }

    /** As the folders of the reference schemas spell it. */
    public String label() {
        return label;
    }
}
