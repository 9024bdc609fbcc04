package dev.dbsync.agent.testing;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The system's Python with Nova loaded, which takes seconds: a process that forks for each call, so that each call begins
 * as a new process would. One call at a time. Ends with the JVM.
 */
final class NovaPython {
    /** Nova's own switch: a process that forks must not have its system calls replaced. */
    private static final String NOT_GREEN = "OS_NOVA_DISABLE_EVENTLET_PATCHING";

    private static final String PROGRAM =
            """
            import json, os, sys, traceback
            import nova.cmd.manage, nova.db.main.api, nova.db.api.api, nova.db.migration, nova.objects
            import alembic.command, migrate.versioning.api, oslo_log.log, psycopg2, pymysql, sqlalchemy.dialects.mysql.pymysql
            import sqlalchemy.dialects.postgresql.psycopg2
            nova.objects.register_all()

            def child(call):
                for number, name in enumerate(('/dev/null', call['stdout'], call['stderr'])):
                    os.dup2(os.open(name, os.O_RDWR | os.O_CREAT, 0o600), number)
                os.chdir(call['folder'])
                sys.argv = call['arguments']
                if call['script']:
                    exec(compile(call['script'], 'script', 'exec'), {'__name__': '__main__'})
                else:
                    sys.exit(nova.cmd.manage.main())

            for line in sys.stdin:
                process = os.fork()
                if process == 0:
                    status = 1
                    try:
                        child(json.loads(line))
                        status = 0
                    except SystemExit as end:
                        status = end.code if isinstance(end.code, int) else int(end.code is not None)
                    except BaseException:
                        traceback.print_exc()
                    finally:
                        sys.stdout.flush()
                        sys.stderr.flush()
                        os._exit(status & 0xff)
                print(os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]), flush=True)
            """;

    private static final ObjectMapper JSON = new ObjectMapper();

    private static @Nullable NovaPython running;

    private final Writer calls;
    private final BufferedReader ends;

    private NovaPython() throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder("/usr/bin/python3", "-c", PROGRAM).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().put(NOT_GREEN, "1");
        Process process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        calls = process.outputWriter(StandardCharsets.UTF_8);
        ends = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** What {@code nova-manage} does with these arguments. */
    static CommandOutcome manage(Path folder, List<String> arguments) {
        return call(folder, "", "nova-manage", arguments);
    }

    /** What a program in Python does with these arguments. */
    static CommandOutcome run(Path folder, String script, List<String> arguments) {
        return call(folder, script, "script", arguments);
    }

    private static synchronized CommandOutcome call(Path folder, String script, String name, List<String> arguments) {
        try {
            if (running == null) {
                running = new NovaPython();
            }
            return running.called(Files.createTempDirectory(folder, "command-"), folder, script, name, arguments);
        } catch (IOException failure) {
            throw new UncheckedIOException("Nova's Python does not answer: see that python3-nova is there", failure);
        }
    }

    private CommandOutcome called(Path output, Path folder, String script, String name, List<String> arguments)
            throws IOException {
        List<String> all = new ArrayList<>(List.of(name));
        all.addAll(arguments);
        Path stdout = output.resolve("stdout");
        Path stderr = output.resolve("stderr");
        calls.write(JSON.writeValueAsString(Map.of(
                        "arguments", all,
                        "script", script,
                        "folder", folder.toString(),
                        "stdout", stdout.toString(),
                        "stderr", stderr.toString()))
                + "\n");
        calls.flush();
        String end = ends.readLine();
        if (end == null) {
            throw new IOException("it ended");
        }
        return new CommandOutcome(
                String.join(" ", all), Integer.parseInt(end), Files.readString(stdout), Files.readString(stderr));
    }
}
