package dev.dbsync.agent.catalog;

/**
 * Something wrong with a catalogue.
 *
 * @param file the file where it stands
 * @param id the revision, version or key that it is about
 * @param seen what is wrong, as a clause
 * @param remedy what to do about it, as an imperative
 */
public record CatalogProblem(String file, String id, String seen, String remedy) {

    /** One line for logs and the command line. */
    public String describe() {
        return file + ": " + id + " " + seen + "; " + remedy;
    }
}
