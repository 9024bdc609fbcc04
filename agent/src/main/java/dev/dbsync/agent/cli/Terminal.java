package dev.dbsync.agent.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The terminal that the process writes to. The JDK tells neither whether it is one nor, ever, how wide it is. */
final class Terminal {
    private static final int DEFAULT_WIDTH = 80;
    private static final Pattern ROWS_AND_COLUMNS = Pattern.compile("\\d{1,5} (\\d{1,5})\\s*");

    private Terminal() {}

    /** How many columns standard output has; empty if it is no terminal, or one on which nothing can be rewritten. */
    static OptionalInt columns() {
        String kind = System.getenv("TERM");
        return kind == null || kind.equals("dumb") ? OptionalInt.empty() : measured();
    }

    /** Output is inherited, to be looked at, so that the answer has to come by way of the error output. */
    private static OptionalInt measured() {
        try {
            Process shell = new ProcessBuilder("sh", "-c", "test -t 1 && stty size <&1 >&2")
                    .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try (InputStream answer = shell.getErrorStream()) {
                return width(new String(answer.readAllBytes(), StandardCharsets.US_ASCII));
            }
        } catch (IOException withoutShell) {
            return OptionalInt.empty();
        }
    }

    private static OptionalInt width(String answer) {
        Matcher size = ROWS_AND_COLUMNS.matcher(answer);
        if (!size.matches()) {
            return OptionalInt.empty();
        }
        int columns = Integer.parseInt(size.group(1));
        return OptionalInt.of(columns > 0 ? columns : DEFAULT_WIDTH);
    }
}
