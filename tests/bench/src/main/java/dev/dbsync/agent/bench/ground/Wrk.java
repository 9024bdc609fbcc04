package dev.dbsync.agent.bench.ground;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A crowd of callers that post the same again and again, each on a connection of its own: wrk, in one thread.
 *
 * @param script what tells it what to send and how to tell what it saw
 */
public record Wrk(Path script) {
    private static final double MICROSECONDS = 1e6;
    private static final Pattern SEEN = Pattern.compile("seen (\\d+) (\\d+) (\\d+) (\\d+) (\\d+)");

    /**
     * What it saw.
     *
     * @param calls how many were answered, refusals among them
     * @param refused how many were answered with another status than 200
     * @param seconds how long it called
     * @param tail what 99 of 100 calls did not exceed, in seconds
     */
    public record Seen(long calls, long refused, double seconds, double tail) {
        /** How many had what they asked for, each second. */
        public double perSecond() {
            return (calls - refused) / seconds;
        }

        /** How many were refused, each second. */
        public double refusedPerSecond() {
            return refused / seconds;
        }
    }

    /** Whether wrk is installed. */
    public static boolean available() {
        return Files.isExecutable(Path.of("/usr/bin/wrk"));
    }

    /** One that posts this body. */
    public static Wrk posting(String body, Path folder) throws IOException {
        return new Wrk(Files.writeString(
                folder.resolve("crowd.lua"),
                """
                wrk.method = "POST"
                wrk.body = [==[%s]==]
                wrk.headers["Content-Type"] = "application/json"
                function done(summary, latency, requests)
                  local e = summary.errors
                  print(string.format("seen %%d %%d %%d %%d %%d", summary.requests, e.status, summary.duration,
                    latency:percentile(99), e.connect + e.read + e.write + e.timeout))
                end
                """
                        .formatted(body)));
    }

    /**
     * Lets them call.
     *
     * @throws IOException if a single call failed, or was refused
     */
    public Seen call(int port, int callers, int seconds) throws IOException, InterruptedException {
        Seen seen = callWhoMayBeRefused(port, callers, seconds);
        if (seen.refused > 0) {
            throw new IOException("%d of %d calls were refused".formatted(seen.refused, seen.calls));
        }
        return seen;
    }

    /**
     * Lets so many of them call that a server may refuse some.
     *
     * @throws IOException if a single call was not answered at all
     */
    public Seen callWhoMayBeRefused(int port, int callers, int seconds) throws IOException, InterruptedException {
        String printed = Program.of(
                        "wrk",
                        "--threads=1",
                        "--connections=" + callers,
                        "--duration=" + seconds + "s",
                        "--timeout=30s",
                        "--script=" + script,
                        "--header=Authorization: Bearer " + Rpc.TOKEN,
                        "http://127.0.0.1:" + port + "/rpc")
                .run();
        Matcher seen = SEEN.matcher(printed);
        if (!seen.find() || !seen.group(5).equals("0")) {
            throw new IOException("not all calls of wrk were answered: " + printed);
        }
        return new Seen(
                Long.parseLong(seen.group(1)),
                Long.parseLong(seen.group(2)),
                Long.parseLong(seen.group(3)) / MICROSECONDS,
                Long.parseLong(seen.group(4)) / MICROSECONDS);
    }
}
