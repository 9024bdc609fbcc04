package dev.dbsync.agent.files;

/** A file that cannot be used. No text of it quotes what is in the file, or names the file. */
public final class FileRefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String problem;
    private final String remedy;

    FileRefusedException(String problem, String remedy) {
        super(problem + "; " + remedy);
        this.problem = problem;
        this.remedy = remedy;
    }

    /** What is wrong, to be read after the file's name. */
    public String problem() {
        return problem;
    }

    public String remedy() {
        return remedy;
    }
}
