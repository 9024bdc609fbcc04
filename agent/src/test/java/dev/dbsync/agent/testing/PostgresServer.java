package dev.dbsync.agent.testing;

import dev.dbsync.agent.database.Engine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A PostgreSQL server of the newest version installed. It refuses root, so as root it runs as {@code postgres}. */
public final class PostgresServer extends DatabaseServer {

    static final String ADMIN = "postgres";

    private static final List<String> QUICK = List.of(
            "max_connections=200", "fsync=off", "synchronous_commit=off", "full_page_writes=off", "log_statement=all");
    private static final List<String> AS_SHIPPED = List.of("max_connections=300");

    private static final Path INSTALLATIONS = Path.of("/usr/lib/postgresql");
    private static final String MISSING =
            "no PostgreSQL server under " + INSTALLATIONS + ": apt-get install postgresql";

    private final ServerProcess process;

    private PostgresServer(String addresses, List<String> durability, Preparation preparation) throws IOException {
        super("postgresql", durability == AS_SHIPPED);
        Path programs = programs();
        initialize(programs);
        preparation.prepare(folder().resolve("data"));
        if (isRoot()) {
            own();
        }
        process = ServerProcess.start(folder(), "QUIT", asServerUser(serverCommand(programs, addresses, durability)));
    }

    /** A server of one's own; most tests want {@link SharedServers#postgres()}. */
    public static PostgresServer start() throws SQLException {
        return startWith("127.0.0.1", QUICK);
    }

    /** A server of one's own with these settings besides, {@code autovacuum_naptime=1}. */
    public static PostgresServer startWith(String... settings) throws SQLException {
        return startWith(
                "127.0.0.1", Stream.concat(QUICK.stream(), Stream.of(settings)).toList());
    }

    /** A server of one's own that keeps what it wrote as a new installation does, and logs no statement. */
    public static PostgresServer startAsShipped() throws SQLException {
        return startWith("127.0.0.1", AS_SHIPPED);
    }

    /** A server of one's own that listens on this address of this machine, and lets in whoever is in its network. */
    public static PostgresServer startOn(String address) throws SQLException {
        return startWith("127.0.0.1," + address, QUICK);
    }

    /** A server of one's own that speaks TLS, and wants a certificate of the authority from whoever connects by it. */
    public static PostgresServer startWithTls(Path authority, Path certificate, Path key) throws SQLException {
        List<String> settings = new ArrayList<>(QUICK);
        settings.addAll(List.of("ssl=on", "ssl_ca_file=ca.pem", "ssl_cert_file=server.pem", "ssl_key_file=server.key"));
        try {
            PostgresServer server = new PostgresServer("127.0.0.1", settings, data -> {
                Files.copy(authority, data.resolve("ca.pem"));
                Files.copy(certificate, data.resolve("server.pem"));
                Files.copy(key, data.resolve("server.key"));
                Files.setPosixFilePermissions(data.resolve("server.key"), PosixFilePermissions.fromString("rw-------"));
                Path rules = data.resolve("pg_hba.conf");
                Files.writeString(
                        rules,
                        "hostssl all %1$s samenet scram-sha-256 clientcert=verify-ca%nhostnossl all %1$s samenet reject%n"
                                        .formatted(USER)
                                + Files.readString(rules));
            });
            return server.answering();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start PostgreSQL", e);
        }
    }

    private static PostgresServer startWith(String addresses, List<String> durability) throws SQLException {
        try {
            return new PostgresServer(addresses, durability, data -> {}).answering();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start PostgreSQL", e);
        }
    }

    /** What is put into a data folder before the server starts. */
    private interface Preparation {
        void prepare(Path data) throws IOException;
    }

    private PostgresServer answering() throws SQLException {
        awaitAnswer("postgres");
        createUser();
        return this;
    }

    @Override
    public Engine engine() {
        return Engine.POSTGRESQL;
    }

    @Override
    public TestDatabase createDatabase() throws SQLException {
        return createFrom("template0");
    }

    @Override
    public TestDatabase cloneOf(TestDatabase source) throws SQLException {
        source.awaitNoConnections();
        return createFrom(source.name());
    }

    @Override
    public Path statementLog() {
        return process.log();
    }

    @Override
    public Connection admin(String database) throws SQLException {
        return DriverManager.getConnection(jdbcUrl(database), ADMIN, ADMIN_PASSWORD);
    }

    @Override
    ServerProcess process() {
        return process;
    }

    /** The folder of the server's Unix socket. */
    public Path socketFolder() {
        return folder();
    }

    String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port(), database);
    }

    private TestDatabase createFrom(String template) throws SQLException {
        String name = nextName("test");
        administer("postgres", creation(name, template));
        return new PostgresDatabase(this, name);
    }

    private static String creation(String name, String template) {
        return "create database %s owner %s template %s encoding 'UTF8'".formatted(name, USER, template);
    }

    @Override
    public void recreate(TestDatabase database) throws SQLException {
        recreate(database, "template0");
    }

    @Override
    public void recreateFrom(TestDatabase database, TestDatabase source) throws SQLException {
        source.awaitNoConnections();
        recreate(database, source.name());
    }

    private void recreate(TestDatabase database, String template) throws SQLException {
        drop(database.name());
        administer("postgres", creation(database.name(), template));
    }

    /** Drops a database, whoever is connected to it. PostgreSQL 12 has no word for that. */
    void drop(String name) throws SQLException {
        administer(
                "postgres",
                "select pg_terminate_backend(pid) from pg_stat_activity where datname = '%s'".formatted(name),
                "drop database " + name);
    }

    @Override
    public void logStatements(boolean on) throws SQLException {
        administer("postgres", "alter role %s set log_statement = %s".formatted(USER, on ? "'all'" : "'none'"));
    }

    @Override
    public String version() throws SQLException {
        return "PostgreSQL " + ask("postgres", "show server_version");
    }

    private void createUser() throws SQLException {
        administer("postgres", "create role %s login password '%s'".formatted(USER, PASSWORD));
    }

    private void initialize(Path programs) throws IOException {
        Path passwordFile = Files.writeString(folder().resolve("password"), ADMIN_PASSWORD);
        if (isRoot()) {
            own();
        }
        Command.run(
                        folder(),
                        asServerUser(List.of(
                                programs.resolve("initdb").toString(),
                                "--pgdata=" + data(),
                                "--username=" + ADMIN,
                                "--pwfile=" + passwordFile,
                                "--auth=scram-sha-256",
                                "--encoding=UTF8",
                                "--locale=C",
                                "--no-sync")))
                .orFail();
        Files.writeString(
                folder().resolve("data/pg_hba.conf"),
                "host all all samenet scram-sha-256\n",
                StandardOpenOption.APPEND);
    }

    private void own() {
        Command.run(folder(), "chown", "-R", ADMIN + ":" + ADMIN, folder().toString())
                .orFail();
    }

    private List<String> serverCommand(Path programs, String addresses, List<String> durability) {
        List<String> command =
                new ArrayList<>(List.of(programs.resolve("postgres").toString(), "-D", data()));
        Stream.concat(
                        Stream.of(
                                "listen_addresses=" + addresses,
                                "port=" + port(),
                                "unix_socket_directories=" + folder(),
                                "log_line_prefix=" + PostgresStatements.LINE_PREFIX),
                        durability.stream())
                .forEach(setting -> command.addAll(List.of("-c", setting)));
        return command;
    }

    private String data() {
        return folder().resolve("data").toString();
    }

    private static Path programs() throws IOException {
        Optional<Path> foreign = ForeignServer.folder(Engine.POSTGRESQL);
        if (foreign.isPresent()) {
            return foreign.get().resolve("bin");
        }
        if (!Files.isDirectory(INSTALLATIONS)) {
            throw new IllegalStateException(MISSING);
        }
        try (Stream<Path> versions = Files.list(INSTALLATIONS)) {
            return versions.filter(version -> Files.isExecutable(version.resolve("bin/postgres")))
                    .max(Comparator.comparing(PostgresServer::number))
                    .map(version -> version.resolve("bin"))
                    .orElseThrow(() -> new IllegalStateException(MISSING));
        }
    }

    private static int number(Path version) {
        return Integer.parseInt(INSTALLATIONS.relativize(version).toString().replaceAll("\\D.*", ""));
    }

    static List<String> asServerUser(List<String> command) {
        List<String> line = new ArrayList<>();
        if (isRoot()) {
            line.addAll(List.of("setpriv", "--reuid=" + ADMIN, "--regid=" + ADMIN, "--clear-groups"));
        }
        line.addAll(command);
        return line;
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }
}
