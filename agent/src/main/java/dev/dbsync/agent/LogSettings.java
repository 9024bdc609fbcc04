package dev.dbsync.agent;

/**
 * What {@code logback.xml} leaves open. A command that is not {@code serve} has a person before it, who is told everything
 * in the command's own words: it logs warnings only, no stack traces, and nothing of operations, whose outcome it shows.
 * Whoever sets {@code -Ddbsync.log.level} gets all of that.
 */
final class LogSettings {
    private static final String LEVEL = "dbsync.log.level";

    private LogSettings() {}

    static void apply(boolean serves) {
        if (!serves && System.getProperty(LEVEL) == null) {
            System.setProperty(LEVEL, "WARN");
            System.setProperty("dbsync.log.operations", "OFF");
            System.setProperty("dbsync.log.exceptions", "%nopex");
        }
    }
}
