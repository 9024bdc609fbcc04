package dev.dbsync.agent;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The product's version, as Maven wrote it into the archive. */
final class ProjectVersion {
    private static final String PROPERTIES = "/META-INF/maven/dev.dbsync/dbsync-agent/pom.properties";

    private ProjectVersion() {}

    static String read() {
        try (InputStream stream = ProjectVersion.class.getResourceAsStream(PROPERTIES)) {
            Properties properties = new Properties();
            if (stream != null) {
                properties.load(stream);
            }
            // Run from class files, without an archive.
            return properties.getProperty("version", "development");
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }
}
