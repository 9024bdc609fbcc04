package dev.dbsync.agent.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A server that cannot outlive this JVM: a shell holds the other end of a pipe, and when the pipe closes, because we
 * close it or because the JVM was killed, the shell ends the server and removes its folder. A number of seconds in the pipe
 * makes it end the server and start it again after that time.
 */
final class ServerProcess implements AutoCloseable {

    private static final String SHELL =
            """
            run() {
              rm -f "$FOLDER/exited"
              (sh -c 'echo $$ > "$0/pid"; exec "$@"' "$FOLDER" "$@" >> "$FOLDER/server.log" 2>&1
               echo $? > "$FOLDER/exited") &
            }
            end() {
              kill -"$SIGNAL" "$(cat "$FOLDER/pid")" 2> "$FOLDER/kill.log"
              wait
            }
            run "$@"
            while read -r seconds; do
              end
              sleep "$seconds"
              run "$@"
            done
            end
            rm -rf "$FOLDER"
            """;

    private final Path folder;
    private final Process shell;
    private final Thread shutdownHook;

    private ServerProcess(Path folder, Process shell) {
        this.folder = folder;
        this.shell = shell;
        this.shutdownHook = new Thread(this::end, "stop " + folder.getFileName());
        Runtime.getRuntime().addShutdownHook(shutdownHook);
    }

    /** Starts {@code command}, whose output goes to {@code server.log} in {@code folder}; the signal is what ends it. */
    static ServerProcess start(Path folder, String signal, List<String> command) throws IOException {
        List<String> line = new ArrayList<>(List.of("/bin/sh", "-c", SHELL, "server"));
        line.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(line)
                .directory(folder.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("FOLDER", folder.toString());
        builder.environment().put("SIGNAL", signal);
        builder.environment().put("LC_ALL", "C");
        return new ServerProcess(folder, builder.start());
    }

    Path log() {
        return folder.resolve("server.log");
    }

    boolean hasExited() {
        return Files.exists(folder.resolve("exited"));
    }

    /** Ends the server, as hard as it always is ended, and has it started again later; returns once it has ended. */
    void restart(int secondsLater) {
        try {
            shell.getOutputStream().write((secondsLater + "\n").getBytes(StandardCharsets.US_ASCII));
            shell.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot restart the server in " + folder, e);
        }
        while (!hasExited()) {
            Pause.briefly();
        }
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(shutdownHook);
        end();
    }

    private void end() {
        try {
            shell.getOutputStream().close();
            if (!shell.waitFor(20, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the server in " + folder + " did not stop");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot stop the server in " + folder, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
