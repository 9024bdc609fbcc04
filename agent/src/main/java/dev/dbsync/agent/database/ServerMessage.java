package dev.dbsync.agent.database;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a server or a driver said, made fit for a client: one line, no class names, no secrets. */
public final class ServerMessage {
    private static final Pattern CLASS_NAME = Pattern.compile("\\b(?:[a-z_][a-z0-9_]*\\.)+[A-Z]\\w*(?:\\$\\w+)*:?\\s*");
    private static final String NAMES = "password|passwd|pwd|secret|token";
    /** What stands behind such a name; that one was given at all, a server may say. */
    private static final Pattern SECRET =
            Pattern.compile("(?i)(" + NAMES + ")(\\s*[=:]\\s*)(?!(?:YES|NO)\\))[^\\s&;,)]+");
    /** Where a password can stand in a text: behind its name, between quotes, in a URL. */
    private static final String BEFORE =
            "(?i)((?:" + NAMES + ")(?:\\s*[=:]\\s*['\"]?|\\s+['\"])|identified by\\s+['\"]|//[^\\s/@:]*:)(?-i)";

    private static final String BEHIND = "(?=['\"&;,)@\\s]|$)";
    /** What is as long as this, and of letters and digits, is no word of a message. */
    private static final Pattern UNLIKE_A_WORD = Pattern.compile("(?=.*\\d)(?=.*[A-Za-z]).{16,}", Pattern.DOTALL);

    private static final Pattern USER_INFO = Pattern.compile("//[^/@\\s]+@");
    private static final int LONGEST = 500;

    private ServerMessage() {}

    /**
     * The message of a failure.
     *
     * @param secret the password of the connection, which must not appear where a password can stand; null for none
     */
    public static String of(SQLException failure, @Nullable String secret) {
        String text = Objects.requireNonNullElse(failure.getMessage(), "no reason given");
        if (secret != null && !secret.isEmpty()) {
            text = masked(masked(text, secret), URLEncoder.encode(secret, StandardCharsets.UTF_8));
        }
        text = CLASS_NAME.matcher(text).replaceAll("");
        text = SECRET.matcher(text).replaceAll("$1$2***");
        text = USER_INFO.matcher(text).replaceAll("//***@");
        text = text.replaceAll("\\s+", " ").strip();
        return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    }

    /** A password may be a letter, or a word of the message: it is masked as a value, not as letters. */
    private static String masked(String text, String secret) {
        return UNLIKE_A_WORD.matcher(secret).matches()
                ? text.replace(secret, "***")
                : text.replaceAll(BEFORE + Pattern.quote(secret) + BEHIND, "$1***");
    }
}
