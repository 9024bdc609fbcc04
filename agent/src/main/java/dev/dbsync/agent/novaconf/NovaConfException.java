package dev.dbsync.agent.novaconf;

import org.jspecify.annotations.Nullable;

/** Files of Nova that cannot be read, or do not say what was looked for. No text of it quotes a value. */
public final class NovaConfException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String file;
    private final int line;
    private final @Nullable String group;
    private final @Nullable String key;
    private final String remedy;

    NovaConfException(
            String file, int line, @Nullable String group, @Nullable String key, String problem, String remedy) {
        super(problem);
        this.file = file;
        this.line = line;
        this.group = group;
        this.key = key;
        this.remedy = remedy;
    }

    static NovaConfException of(String file, String problem, String remedy) {
        return new NovaConfException(file, 0, null, null, problem, remedy);
    }

    public String file() {
        return file;
    }

    /** Counts from 1; 0 where the problem is not one of a line. */
    public int line() {
        return line;
    }

    public @Nullable String group() {
        return group;
    }

    public @Nullable String key() {
        return key;
    }

    /** What is wrong, to be read after file, line, group and key. */
    public String problem() {
        return String.valueOf(getMessage());
    }

    public String remedy() {
        return remedy;
    }
}
