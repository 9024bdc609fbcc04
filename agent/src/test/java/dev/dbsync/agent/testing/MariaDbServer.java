package dev.dbsync.agent.testing;

import dev.dbsync.agent.database.Engine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A MariaDB server with the settings that it is compiled with, whatever the machine's own configuration says. */
public final class MariaDbServer extends DatabaseServer {

    static final String ADMIN = "fixture_admin";

    private static final List<String> QUICK = List.of(
            "--innodb-flush-log-at-trx-commit=0",
            "--innodb-doublewrite=0",
            "--innodb-buffer-pool-size=64M",
            "--max-connections=200",
            "--skip-log-bin",
            "--general-log=1");
    private static final List<String> AS_SHIPPED = List.of("--max-connections=300");

    private static final List<String> PROGRAM_FOLDERS = List.of("/usr/sbin", "/usr/bin", "/usr/libexec");

    private static final Optional<Path> FOREIGN = ForeignServer.folder(Engine.MARIADB);

    private final ServerProcess process;

    private MariaDbServer(Setup setup) throws IOException {
        super("mariadb", setup.durability == AS_SHIPPED);
        initialize(setup);
        if (isRoot()) {
            Command.run(folder(), "chown", "-R", setup.systemUser, folder().toString())
                    .orFail();
        }
        process = ServerProcess.start(folder(), "KILL", asUserIfRoot(setup.systemUser, serverCommand(setup)));
    }

    /**
     * What servers differ in.
     *
     * @param systemUser who runs it, where root starts it
     * @param createsUsers whether it makes the fixtures' users; else they come with data from elsewhere
     * @param durability how it keeps what it wrote, and what it logs
     * @param options further options
     * @param programs the folder of a server that {@code bin/servers} brought, if it is not the machine's own
     */
    record Setup(
            String systemUser,
            boolean createsUsers,
            List<String> durability,
            List<String> options,
            Optional<Path> programs) {
        Setup(String systemUser, boolean createsUsers, List<String> options) {
            this(systemUser, createsUsers, QUICK, options, FOREIGN);
        }
    }

    /** A server of one's own; most tests want {@link SharedServers#mariaDb()}. */
    public static MariaDbServer start() {
        return startWith(new Setup("root", true, List.of()));
    }

    /** A server of one's own that listens on this address of this machine, and not on loopback only. */
    public static MariaDbServer startOn(String address) {
        return startWith(new Setup("root", true, List.of("--bind-address=127.0.0.1," + address)));
    }

    /** A server of one's own that keeps what it wrote as a new installation does, and logs no statement. */
    public static MariaDbServer startAsShipped() {
        return startWith(new Setup("root", true, AS_SHIPPED, List.of(), FOREIGN));
    }

    /** The same, of a server that {@code bin/servers} brought into a folder. */
    public static MariaDbServer startAsShipped(Path programs) {
        return startWith(new Setup("root", true, AS_SHIPPED, List.of(), Optional.of(programs)));
    }

    /** A server of one's own that speaks TLS. */
    public static MariaDbServer startWithTls(Path authority, Path certificate, Path key) {
        return startWith(new Setup(
                "root", true, List.of("--ssl-ca=" + authority, "--ssl-cert=" + certificate, "--ssl-key=" + key)));
    }

    static MariaDbServer startWith(Setup setup) {
        try {
            MariaDbServer server = new MariaDbServer(setup);
            server.awaitAnswer("mysql");
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start MariaDB", e);
        }
    }

    @Override
    public Engine engine() {
        return Engine.MARIADB;
    }

    @Override
    public TestDatabase createDatabase() throws SQLException {
        String name = nextName("test");
        administer("mysql", creation(name), "grant all on %s.* to '%s'@'%%'".formatted(name, USER));
        return new MariaDbDatabase(this, name);
    }

    private static String creation(String name) {
        return "create database %s character set utf8".formatted(name);
    }

    @Override
    public void recreate(TestDatabase database) throws SQLException {
        database.terminateConnections();
        administer("mysql", "drop database " + database.name(), creation(database.name()));
    }

    @Override
    public void recreateFrom(TestDatabase database, TestDatabase source) throws SQLException {
        recreate(database);
        try (Connection connection = admin(source.name())) {
            MariaDbClone.copyTables(connection, source.tableNames(), database.name());
        }
    }

    @Override
    public void logStatements(boolean on) throws SQLException {
        administer("mysql", "set global general_log = " + (on ? 1 : 0));
    }

    @Override
    public String version() throws SQLException {
        String version = ask("mysql", "select version()");
        return (version.contains("MariaDB") ? "MariaDB " : "MySQL ") + version;
    }

    /** MySQL tells in another view which table a check belongs to. */
    @Override
    String canonicalQuery() throws SQLException {
        String query = super.canonicalQuery();
        return version().startsWith("MySQL")
                ? query.replace(
                        "from information_schema.check_constraints",
                        "from information_schema.table_constraints join information_schema.check_constraints"
                                + " using (constraint_schema, constraint_name)")
                : query;
    }

    @Override
    public TestDatabase cloneOf(TestDatabase source) throws SQLException {
        TestDatabase target = createDatabase();
        try (Connection connection = admin(source.name())) {
            MariaDbClone.copyTables(connection, source.tableNames(), target.name());
        }
        return target;
    }

    @Override
    public Path statementLog() {
        return folder().resolve("statements.log");
    }

    @Override
    public Connection admin(String database) throws SQLException {
        return DriverManager.getConnection(jdbcUrl(port(), database), Credentials.properties(ADMIN, ADMIN_PASSWORD));
    }

    @Override
    ServerProcess process() {
        return process;
    }

    /** The server's Unix socket. */
    public Path socket() {
        return folder().resolve("socket");
    }

    /** From now on the ordinary user has to show a certificate. */
    public void requireClientCertificate() throws SQLException {
        try (Connection connection = admin("mysql");
                Statement statement = connection.createStatement()) {
            statement.execute("alter user '%s'@'%%' require x509".formatted(USER));
        }
    }

    static String jdbcUrl(int port, String database) {
        return "jdbc:mariadb://127.0.0.1:%d/%s".formatted(port, database);
    }

    private void initialize(Setup setup) throws IOException {
        Files.writeString(
                folder().resolve("users.sql"),
                """
                create user if not exists '%1$s'@'%%' identified by '%2$s';
                grant all on *.* to '%1$s'@'%%' with grant option;
                create user if not exists '%3$s'@'%%' identified by '%4$s';
                """
                        .formatted(ADMIN, ADMIN_PASSWORD, USER, PASSWORD));
        Command.run(folder(), asUserIfRoot("root", installCommand(setup))).orFail();
    }

    private List<String> installCommand(Setup setup) {
        List<String> folders = List.of("--datadir=" + folder().resolve("data"), "--tmpdir=" + folder());
        List<String> command = new ArrayList<>(setup.programs
                .map(foreign -> List.of(foreign.resolve("install").toString()))
                .orElseGet(() -> List.of(
                        program("mariadb-install-db").toString(),
                        "--no-defaults",
                        "--auth-root-authentication-method=normal",
                        "--skip-test-db")));
        command.addAll(folders);
        return command;
    }

    private List<String> serverCommand(Setup setup) {
        List<String> command = new ArrayList<>(setup.programs
                .map(foreign -> List.of(foreign.resolve("serve").toString()))
                .orElseGet(() -> List.of(program("mariadbd").toString(), "--no-defaults")));
        command.addAll(List.of(
                "--datadir=" + folder().resolve("data"),
                "--tmpdir=" + folder(),
                "--socket=" + folder().resolve("socket"),
                "--pid-file=" + folder().resolve("server.pid"),
                "--bind-address=127.0.0.1",
                "--port=" + port(),
                "--skip-networking=0",
                "--skip-name-resolve",
                "--general-log-file=" + statementLog()));
        if (setup.createsUsers) {
            command.add("--init-file=" + folder().resolve("users.sql"));
        }
        command.addAll(setup.durability);
        command.addAll(setup.options);
        return command;
    }

    private static List<String> asUserIfRoot(String user, List<String> command) {
        List<String> line = new ArrayList<>(command);
        if (isRoot()) {
            line.add("--user=" + user);
        }
        return line;
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static Path program(String name) {
        return Stream.concat(
                        PROGRAM_FOLDERS.stream(),
                        Stream.of(System.getenv("PATH").split(":")))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no " + name + ": apt-get install mariadb-server"));
    }
}
