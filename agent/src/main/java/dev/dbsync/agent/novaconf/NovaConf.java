package dev.dbsync.agent.novaconf;

import dev.dbsync.agent.novaconf.ParsedFile.Entry;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What Nova's files say together, at the moment when they were read. */
public final class NovaConf {
    /**
     * Where older releases had {@code [database]connection}; oslo.db still looks there. It would for the api database too,
     * by the accident of one list of options being copied for both: no release had it there, and it would be the wrong one.
     */
    private static final List<Name> FORMER_NAMES = List.of(
            new Name("DEFAULT", "sql_connection"),
            new Name("database", "sql_connection"),
            new Name("sql", "connection"));

    private final String described;
    private final List<ParsedFile> newestFirst;

    /** Files in the order in which Nova would read them: of what two of them say, the later one's counts. */
    NovaConf(String described, List<ParsedFile> newestFirst) {
        this.described = described;
        this.newestFirst = List.copyOf(newestFirst);
    }

    private record Name(String group, String key) {}

    /**
     * {@code [database]connection}: the database of the local cell.
     *
     * @throws NovaConfException if it is not set, or refers to what is not set
     */
    public NovaConnection main() throws NovaConfException {
        Name name = new Name("database", "connection");
        return connection(
                        name,
                        Stream.concat(Stream.of(name), FORMER_NAMES.stream()).toList())
                .orElseThrow(() -> unset(name));
    }

    /**
     * {@code [api_database]connection}.
     *
     * @throws NovaConfException if it is not set, or refers to what is not set
     */
    public NovaConnection api() throws NovaConfException {
        return findApi().orElseThrow(() -> unset(new Name("api_database", "connection")));
    }

    /**
     * {@code [api_database]connection}, where it is set.
     *
     * @throws NovaConfException if it refers to what is not set
     */
    public Optional<NovaConnection> findApi() throws NovaConfException {
        Name name = new Name("api_database", "connection");
        return connection(name, List.of(name));
    }

    private Optional<NovaConnection> connection(Name name, List<Name> names) throws NovaConfException {
        Optional<Entry> entry = first(names);
        if (entry.isEmpty() || entry.get().value().isEmpty()) {
            return Optional.empty();
        }
        Optional<Entry> parameters = find(name.group(), "connection_parameters");
        return Optional.of(new NovaConnection(
                value(entry.get(), name.group()),
                parameters.isEmpty() ? "" : value(parameters.get(), name.group()),
                entry.get().file(),
                entry.get().line(),
                entry.get().group(),
                entry.get().key()));
    }

    /** A later file outweighs an earlier one, by whichever of the names. */
    private Optional<Entry> first(List<Name> names) {
        return newestFirst.stream()
                .flatMap(file -> names.stream()
                        .flatMap(name -> file.find(name.group(), name.key()).stream())
                        .limit(1))
                .findFirst();
    }

    Optional<Entry> find(String group, String key) {
        return first(List.of(new Name(group, key)));
    }

    private String value(Entry entry, String group) throws NovaConfException {
        return new Substitution(this, group).of(entry);
    }

    private NovaConfException unset(Name name) {
        return new NovaConfException(
                described,
                0,
                name.group(),
                name.key(),
                "is not set",
                "set it there, name the file that sets it in nova_conf, or write url in place of nova_conf");
    }
}
