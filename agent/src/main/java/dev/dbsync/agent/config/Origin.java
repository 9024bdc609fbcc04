package dev.dbsync.agent.config;

/**
 * Where a setting was said.
 *
 * @param source a file, an environment variable, or the built-in defaults
 * @param line counts from 1; 0 where the source has no lines
 */
public record Origin(String source, int line) {

    public Origin {
        if (source.isBlank()) {
            throw new IllegalArgumentException("source is blank");
        }
        if (line < 0) {
            throw new IllegalArgumentException("line is " + line + ", not 0 or more");
        }
    }

    @Override
    public String toString() {
        return line == 0 ? source : source + ":" + line;
    }
}
