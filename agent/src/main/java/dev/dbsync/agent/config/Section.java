package dev.dbsync.agent.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A section of the configuration: its keys and values, as they were said. */
final class Section {

    private final String name;
    private final Origin origin;
    private final Map<String, Setting> settings = new LinkedHashMap<>();

    Section(String name, Origin origin) {
        this.name = name;
        this.origin = origin;
    }

    String name() {
        return name;
    }

    /** Where the section began. */
    Origin origin() {
        return origin;
    }

    Set<String> keys() {
        return Set.copyOf(settings.keySet());
    }

    /** Where the key was said; where the section began, if it was not. */
    Origin originOf(String key) {
        Setting setting = settings.get(key);
        return setting == null ? origin : setting.origin();
    }

    boolean says(String key) {
        return settings.containsKey(key);
    }

    /** Says whether the key stands there with nothing behind it. */
    boolean isEmpty(String key) {
        Setting setting = settings.get(key);
        return setting != null && "".equals(setting.value());
    }

    void put(String key, Setting setting) {
        settings.put(key, setting);
    }

    /** The key's value as the parser understands it; empty if it is absent, or wrong and reported. */
    <T> Optional<T> read(String key, ValueParser<T> parser, Consumer<ConfigurationProblem> problems) {
        Setting setting = settings.get(key);
        if (setting == null || setting.value() == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(parser.parse(setting.value()));
        } catch (UnusableValueException refusal) {
            refusal.complaints().forEach(complaint -> problems.accept(problem(key, complaint)));
            return Optional.empty();
        }
    }

    /** A problem with the key, or with the section if the key is null. */
    ConfigurationProblem problem(@Nullable String key, Complaint complaint) {
        return ConfigurationProblem.of(key == null ? origin : originOf(key), name, key, complaint);
    }
}
