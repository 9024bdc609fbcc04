package dev.dbsync.agent.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Changes a file of tokens; what else stands in it stays. Safe for many threads and processes at once.
 */
public final class TokenFile {
    private static final int TOKEN_BYTES = 32;

    private final Path path;
    private final SecureRandom random = new SecureRandom();

    public TokenFile(Path path) {
        this.path = path.toAbsolutePath();
    }

    /**
     * Adds a new token, and makes the file if it is not there.
     *
     * @param name one that {@link TokenEntry#isName}
     * @return the token, of 256 random bits, which is kept nowhere
     * @throws AccessFileException if there is one of that name, or the file cannot be read or written
     */
    public String add(String name, Role role) throws AccessFileException {
        String token = newToken();
        change(text -> {
            if (has(name, text)) {
                throw new AccessFileException("has a token " + name + " already; revoke that, or choose another name");
            }
            String before = text.isEmpty() || text.endsWith("\n") ? text : text + "\n";
            return before + TokenEntry.of(name, role, token).line() + "\n";
        });
        return token;
    }

    private String newToken() {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /**
     * Removes a token.
     *
     * @throws AccessFileException if there is none of that name, or the file cannot be read or written
     */
    public void revoke(String name) throws AccessFileException {
        requireFile();
        change(text -> {
            if (!has(name, text)) {
                throw new AccessFileException("has no token " + name + "; see `dbsync-agent token list`");
            }
            return text.lines()
                    .filter(line -> !isOf(name, line))
                    .map(line -> line + "\n")
                    .collect(Collectors.joining());
        });
    }

    private static boolean has(String name, String text) throws AccessFileException {
        return Tokens.parse(text).entries().stream()
                .anyMatch(entry -> entry.name().equals(name));
    }

    private static boolean isOf(String name, String line) {
        return AccessLine.withoutComment(line).split("\\s", 2)[0].equals(name);
    }

    /**
     * The tokens there are.
     *
     * @throws AccessFileException if the file cannot be read
     */
    public List<TokenEntry> list() throws AccessFileException {
        requireFile();
        try {
            return Tokens.parse(AccessText.read(path)).entries();
        } catch (AccessFileException unusable) {
            throw located(unusable);
        }
    }

    private void requireFile() throws AccessFileException {
        if (Files.notExists(path)) {
            throw new AccessFileException(path + " is not there; `dbsync-agent token add` makes it");
        }
    }

    private void change(ReplacedFile.Change change) throws AccessFileException {
        try {
            new ReplacedFile(path).change(change);
        } catch (AccessFileException unusable) {
            throw located(unusable);
        } catch (IOException failure) {
            throw new AccessFileException(
                    path + " cannot be changed; make its folder if there is none, and call as root or"
                            + " as the user whose file it is");
        }
    }

    private AccessFileException located(AccessFileException unusable) {
        return new AccessFileException(path + " " + unusable.getMessage());
    }
}
