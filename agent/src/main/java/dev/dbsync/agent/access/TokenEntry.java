package dev.dbsync.agent.access;

import java.util.regex.Pattern;

/**
 * A token as the file has it.
 *
 * @param name whose it is, for people and for the audit
 */
public record TokenEntry(String name, Role role, String hash) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.@-]{0,63}");

    public TokenEntry {
        if (!isName(name)) {
            throw new IllegalArgumentException("name of a token is \"" + name + "\"");
        }
        if (TokenHash.parse(hash).isEmpty()) {
            throw new IllegalArgumentException("hash of the token " + name + " is none");
        }
    }

    /** Whether a token may be called so. */
    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    static TokenEntry of(String name, Role role, String token) {
        return new TokenEntry(name, role, TokenHash.of(token).text());
    }

    String line() {
        return name + " " + role.label() + " " + hash;
    }
}
