package dev.dbsync.agent.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Nova's own tool, as Debian packages it, on a main and an api database. */
public final class NovaManage implements AutoCloseable {

    /** What to install to have the tool. */
    public static final String PACKAGES = "python3-nova nova-common python3-pymysql python3-psycopg2";

    /** Why a test that needs the tool is skipped or fails without it. */
    public static final String MISSING = "no nova-manage: apt-get install " + PACKAGES;

    private static final Path PROGRAM = Path.of("/usr/bin/nova-manage");

    private final Path program;
    private final TemporaryFolder folder = TemporaryFolder.create("nova");
    private final Path configuration = folder.path().resolve("nova.conf");

    /** The tool for this pair of databases, which stay the caller's to close. */
    public NovaManage(TestDatabase main, TestDatabase api) {
        this(requireAvailable(), main, api);
    }

    /** Another release's tool for this pair of databases. */
    public NovaManage(Path program, TestDatabase main, TestDatabase api) {
        this.program = program;
        write(
                configuration,
                """
                [DEFAULT]
                log_dir = %s
                transport_url = fake:///
                [database]
                connection = %s
                [api_database]
                connection = %s
                """
                        .formatted(folder.path(), main.sqlAlchemyUrl(), api.sqlAlchemyUrl()));
    }

    /** Whether the tool is installed; a test may be skipped without it. */
    public static boolean available() {
        return Files.isExecutable(PROGRAM);
    }

    /** Fails, and says what to install, where the tool is missing. */
    static Path requireAvailable() {
        if (!available()) {
            throw new IllegalStateException(MISSING);
        }
        return PROGRAM;
    }

    /** Brings the main database to the newest revision that the tool knows. */
    public CommandOutcome dbSync() {
        return run("db", "sync", "--local_cell");
    }

    public CommandOutcome dbSync(String revision) {
        return run("db", "sync", "--local_cell", revision);
    }

    /** Brings the api database to the newest revision that the tool knows. */
    public CommandOutcome apiDbSync() {
        return run("api_db", "sync");
    }

    public CommandOutcome apiDbSync(String revision) {
        return run("api_db", "sync", revision);
    }

    public CommandOutcome sync(NovaCatalogue catalogue, String revision) {
        return switch (catalogue) {
            case MAIN -> dbSync(revision);
            case API -> apiDbSync(revision);
        };
    }

    public CommandOutcome dbVersion() {
        return run("db", "version");
    }

    public CommandOutcome apiDbVersion() {
        return run("api_db", "version");
    }

    /**
     * Ends with 1 when it archived something and with 0 when there was nothing to do. On PostgreSQL it cannot archive a
     * deleted instance: {@code instances} and {@code shadow_instances} have different enum types for {@code locked_by}.
     */
    public CommandOutcome archiveDeletedRows() {
        return run("db", "archive_deleted_rows", "--until-complete", "--verbose");
    }

    /** Ends with 0 when it deleted something and with 3 when there was nothing to do. */
    public CommandOutcome purgeAll() {
        return run("db", "purge", "--all", "--verbose");
    }

    /** What {@code nova-status upgrade check} of the same release says. */
    public CommandOutcome upgradeCheck() {
        return program.equals(PROGRAM)
                ? NovaPython.run(
                        folder.path(),
                        "import sys, nova.cmd.status; sys.exit(nova.cmd.status.main())",
                        arguments("upgrade", "check"))
                : Command.run(
                        folder.path(),
                        Stream.concat(
                                        Stream.of(program.resolveSibling("nova-status")
                                                .toString()),
                                        arguments("upgrade", "check").stream())
                                .toList());
    }

    /** Any other command. */
    public CommandOutcome run(String... arguments) {
        return program.equals(PROGRAM)
                ? NovaPython.manage(folder.path(), arguments(arguments))
                : Command.run(folder.path(), command(arguments));
    }

    /** Starts to bring a catalogue's database to the newest revision that the tool knows, for the caller to end. */
    public Process startSync(NovaCatalogue catalogue) throws IOException {
        List<String> command =
                switch (catalogue) {
                    case MAIN -> command("db", "sync", "--local_cell");
                    case API -> command("api_db", "sync");
                };
        return new ProcessBuilder(command)
                .directory(folder.path().toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** The command line of a call, for the caller to run. */
    public List<String> command(String... arguments) {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(arguments(arguments));
        return command;
    }

    private List<String> arguments(String... arguments) {
        List<String> all = new ArrayList<>(List.of("--config-file", configuration.toString()));
        all.addAll(List.of(arguments));
        return all;
    }

    @Override
    public void close() {
        folder.close();
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }
}
