package dev.dbsync.agent.catalog;

/** Where a catalogue's databases keep the truth about where they stand. One of the two, never both. */
public enum VersionControl {
    /** One row in {@code alembic_version}, which the service's own tool reads and writes too. */
    ALEMBIC,
    /** Liquibase's own history, {@code DATABASECHANGELOG}. */
    LIQUIBASE
}
