package dev.dbsync.agent.novaconf;

import dev.dbsync.agent.novaconf.ParsedFile.Entry;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * oslo.config's templates: {@code $name} and {@code ${name}} stand for an option of the value's own group, else of
 * {@code [DEFAULT]}; {@code ${group.name}} for one of another group; {@code $$} and {@code \$} for a dollar. What is
 * substituted may refer to others in turn.
 *
 * <p>Nova knows defaults for options that no file sets; nobody else does. Such a reference is refused.
 */
final class Substitution {
    private static final Pattern REFERENCE = Pattern.compile(
            "\\$(?:(?<escaped>\\$)|(?<named>[_a-z][._a-z0-9]*)|\\{(?<braced>[_a-z][._a-z0-9]*)})",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private final NovaConf configuration;
    private final String group;
    private final Deque<Entry> open = new ArrayDeque<>();

    Substitution(NovaConf configuration, String group) {
        this.configuration = configuration;
        this.group = group;
    }

    String of(Entry entry) throws NovaConfException {
        if (open.contains(entry)) {
            throw entry.problem("refers to itself", "write the value that is meant");
        }
        open.push(entry);
        String value = substituted(entry, entry.value().replace("\\$", "$$"));
        open.pop();
        return value;
    }

    private String substituted(Entry entry, String template) throws NovaConfException {
        Matcher reference = REFERENCE.matcher(template);
        StringBuilder text = new StringBuilder();
        while (reference.find()) {
            String name = Optional.ofNullable(reference.group("named")).orElseGet(() -> reference.group("braced"));
            String value = name == null ? "$" : value(entry, name);
            reference.appendReplacement(text, Matcher.quoteReplacement(value));
        }
        return reference.appendTail(text).toString();
    }

    private String value(Entry entry, String name) throws NovaConfException {
        Optional<Entry> referred = find(name);
        if (referred.isEmpty()) {
            throw entry.problem(
                    "refers by a $ to an option that these files do not set",
                    "set that option, or write $$ for a dollar that refers to nothing");
        }
        // What is referred to looks for its own references in its own group first.
        Substitution nested = new Substitution(configuration, referred.get().group());
        nested.open.addAll(open);
        return nested.of(referred.get());
    }

    /** {@code [DEFAULT]} is no group by that name: its options are those without one. */
    private Optional<Entry> find(String name) {
        int dot = name.indexOf('.');
        if (dot >= 0) {
            String other = name.substring(0, dot);
            return other.equals("DEFAULT") ? Optional.empty() : configuration.find(other, name.substring(dot + 1));
        }
        return configuration.find(group, name).or(() -> configuration.find("DEFAULT", name));
    }
}
