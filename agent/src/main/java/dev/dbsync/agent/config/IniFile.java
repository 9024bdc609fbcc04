package dev.dbsync.agent.config;

import java.io.IOException;
import java.io.StringReader;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.commons.configuration2.INIConfiguration;
import org.apache.commons.configuration2.ex.ConfigurationException;
import org.apache.commons.configuration2.tree.ImmutableNode;

/**
 * Reads an INI file as OpenStack writes them: {@code #} and {@code ;} begin a comment line, and a {@code ;} after a
 * space a comment behind a value ({@code #} does not: it may end a password). Quotes around a value are taken off.
 * Nothing is substituted in values.
 */
final class IniFile {

    private final String file;
    private final Consumer<ConfigurationProblem> problems;

    IniFile(String file, Consumer<ConfigurationProblem> problems) {
        this.file = file;
        this.problems = problems;
    }

    /** The sections in the file's order. */
    Map<String, Section> parse(String text) {
        IniLines lines = new IniLines(file, problems);
        lines.read(text);
        Map<String, Map<String, String>> values = values(lines.withoutComments());
        Map<String, Section> sections = new LinkedHashMap<>();
        lines.sections().forEach((name, line) -> {
            Section section = new Section(name, new Origin(file, line));
            // A value that was refused stays null: it is neither missing nor empty, and was complained about.
            Map<String, String> ofSection = values.getOrDefault(name, Map.of());
            lines.keys(name)
                    .forEach((key, at) -> section.put(key, new Setting(ofSection.get(key), new Origin(file, at))));
            sections.put(name, section);
        });
        return sections;
    }

    /**
     * The values by section and key. They are taken from the nodes: the getters would read dots in names as paths, and
     * {@code ${…}} in a password as something to look up.
     */
    private static Map<String, Map<String, String>> values(String text) {
        Map<String, Map<String, String>> values = new HashMap<>();
        for (ImmutableNode section : parsed(text)) {
            Map<String, String> ofSection = values.computeIfAbsent(section.getNodeName(), name -> new HashMap<>());
            for (ImmutableNode entry : section.getChildren()) {
                ofSection.put(entry.getNodeName(), String.valueOf(entry.getValue()));
            }
        }
        return values;
    }

    private static Iterable<ImmutableNode> parsed(String text) {
        INIConfiguration configuration = new INIConfiguration();
        configuration.setCommentLeadingCharsUsedInInput(";");
        try {
            configuration.read(new StringReader(text));
        } catch (ConfigurationException | IOException impossible) {
            throw new IllegalStateException("reading from memory failed", impossible);
        }
        return configuration.getNodeModel().getNodeHandler().getRootNode().getChildren();
    }
}
