package dev.dbsync.agent.novaconf;

/**
 * A connection string of Nova's. It holds a password, which {@link #toString} does not show.
 *
 * @param url SQLAlchemy's, as {@code connection} has it
 * @param parameters what {@code connection_parameters} adds to this URL, and to those of cells; may be empty
 * @param file the file that sets it
 * @param line the line in it, counting from 1
 * @param group the group in it, as written
 * @param key the key in it
 */
public record NovaConnection(String url, String parameters, String file, int line, String group, String key) {

    /** The URL with the parameters added, which is what Nova connects to. */
    public String complete() {
        return withParameters(url);
    }

    /** Another URL with the same parameters added, as Nova does with those of cells. */
    public String withParameters(String other) {
        return parameters.isEmpty() ? other : other + (other.indexOf('?') < 0 ? "?" : "&") + parameters;
    }

    @Override
    public String toString() {
        return "NovaConnection[" + file + ":" + line + "]";
    }
}
