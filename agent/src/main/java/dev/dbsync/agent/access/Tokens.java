package dev.dbsync.agent.access;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The tokens of a file: lines {@code name role sha256:…}, empty lines, and comments from {@code #} on. */
public final class Tokens {
    private final List<TokenEntry> entries;
    private final List<TokenHash> hashes;

    private Tokens(List<TokenEntry> entries) {
        this.entries = List.copyOf(entries);
        this.hashes = this.entries.stream()
                .map(entry -> TokenHash.parse(entry.hash()).orElseThrow())
                .toList();
    }

    /**
     * Reads the file's text.
     *
     * @throws AccessFileException with the number of the first line that cannot be read, never with its text: who mistakes
     *     the file may have put a token there
     */
    static Tokens parse(String text) throws AccessFileException {
        List<TokenEntry> entries = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (AccessLine line : AccessLine.of(text)) {
            TokenEntry entry = entry(line);
            if (!names.add(entry.name())) {
                throw line.refused("the name " + entry.name() + " is there already", "revoke one of the two tokens");
            }
            entries.add(entry);
        }
        return new Tokens(entries);
    }

    private static TokenEntry entry(AccessLine line) throws AccessFileException {
        List<String> words = line.words();
        if (words.size() != 3
                || !TokenEntry.isName(words.get(0))
                || TokenHash.parse(words.get(2)).isEmpty()) {
            throw line.refused("is not `name role sha256:…`", "make tokens with `dbsync-agent token add`");
        }
        return new TokenEntry(words.get(0), line.role(words.get(1)), words.get(2));
    }

    /** All of them, in the file's order. */
    public List<TokenEntry> entries() {
        return entries;
    }

    /**
     * The entry of a token. All entries are compared, each in constant time, so that the time tells nothing about them.
     *
     * @param token as it was presented
     */
    public Optional<TokenEntry> find(String token) {
        TokenHash presented = TokenHash.of(token);
        Optional<TokenEntry> found = Optional.empty();
        for (int i = 0; i < hashes.size(); i++) {
            if (hashes.get(i).matches(presented)) {
                found = Optional.of(entries.get(i));
            }
        }
        return found;
    }
}
