package dev.dbsync.agent.config;

import dev.dbsync.agent.novaconf.NovaConf;
import dev.dbsync.agent.novaconf.NovaConfException;
import dev.dbsync.agent.novaconf.NovaConfFiles;
import dev.dbsync.agent.novaconf.NovaConnection;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Says where a database is. What a file of Nova's says is read anew with each question, so that a password that was
 * changed there is known without a restart. Thread-safe.
 */
public sealed interface ConnectionSettings {

    /**
     * The section's own database.
     *
     * @throws UnusableConnectionException if it cannot be told now
     */
    DatabaseConnection own() throws UnusableConnectionException;

    /**
     * Nova's api database; empty where these settings do not name one.
     *
     * @throws UnusableConnectionException if it cannot be told now
     */
    Optional<DatabaseConnection> api() throws UnusableConnectionException;

    /** Where this is said, for messages. */
    String describe();

    /** The files that are read for it, and folders of such. */
    List<Path> files();

    /** A {@code url}. */
    record Written(DatabaseConnection connection) implements ConnectionSettings {
        @Override
        public DatabaseConnection own() {
            return connection;
        }

        @Override
        public Optional<DatabaseConnection> api() {
            return Optional.empty();
        }

        @Override
        public String describe() {
            return connection.address().describe();
        }

        @Override
        public List<Path> files() {
            return List.of();
        }
    }

    /**
     * A {@code nova_conf}.
     *
     * @param ownIsApi whether the section's own database is Nova's api database
     */
    record OfNova(NovaConfFiles conf, boolean ownIsApi) implements ConnectionSettings {
        @Override
        public DatabaseConnection own() throws UnusableConnectionException {
            NovaConf read = read();
            try {
                return translated(ownIsApi ? read.api() : read.main());
            } catch (NovaConfException refusal) {
                throw unusable(refusal);
            }
        }

        @Override
        public Optional<DatabaseConnection> api() throws UnusableConnectionException {
            NovaConf read = read();
            try {
                Optional<NovaConnection> api = read.findApi();
                return api.isEmpty() ? Optional.empty() : Optional.of(translated(api.get()));
            } catch (NovaConfException refusal) {
                throw unusable(refusal);
            }
        }

        @Override
        public String describe() {
            return conf.describe();
        }

        @Override
        public List<Path> files() {
            return conf.paths();
        }

        private NovaConf read() throws UnusableConnectionException {
            try {
                return conf.read();
            } catch (NovaConfException refusal) {
                throw unusable(refusal);
            }
        }

        private static DatabaseConnection translated(NovaConnection connection) throws UnusableConnectionException {
            try {
                return DatabaseConnection.of(connection);
            } catch (UnusableValueException refusal) {
                Origin origin = new Origin(connection.file(), connection.line());
                throw UnusableConnectionException.of(origin, connection.group(), connection.key(), refusal);
            }
        }

        private static UnusableConnectionException unusable(NovaConfException refusal) {
            return new UnusableConnectionException(List.of(ConfigurationProblem.of(
                    new Origin(refusal.file(), refusal.line()),
                    refusal.group(),
                    refusal.key(),
                    new Complaint(refusal.problem(), refusal.remedy()))));
        }
    }
}
