package dev.dbsync.agent.database;

import java.sql.SQLException;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a server or a driver said, made fit for a client: one line, no class names, no secrets. */
public final class ServerMessage {
    private static final Pattern CLASS_NAME = Pattern.compile("\\b(?:[a-z_][a-z0-9_]*\\.)+[A-Z]\\w*(?:\\$\\w+)*:?\\s*");
    private static final Pattern SECRET =
            Pattern.compile("(?i)(password|passwd|pwd|secret|token)(\\s*[=:]\\s*)[^\\s&;,)]+");
    private static final Pattern USER_INFO = Pattern.compile("//[^/@\\s]+@");
    private static final int LONGEST = 500;

    private ServerMessage() {}

    /**
     * The message of a failure.
     *
     * @param secret a text that must not appear, such as the password of the connection; null for none
     */
    public static String of(SQLException failure, @Nullable String secret) {
        String text = Objects.requireNonNullElse(failure.getMessage(), "no reason given");
        if (secret != null && !secret.isEmpty()) {
            text = text.replace(secret, "***");
        }
        text = CLASS_NAME.matcher(text).replaceAll("");
        text = SECRET.matcher(text).replaceAll("$1$2***");
        text = USER_INFO.matcher(text).replaceAll("//***@");
        text = text.replaceAll("\\s+", " ").strip();
        return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    }
}
