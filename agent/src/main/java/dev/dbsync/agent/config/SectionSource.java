package dev.dbsync.agent.config;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Where sections come from: the file, or the defaults in its stead. Only sections and keys that there are. */
final class SectionSource {

    private final Consumer<ConfigurationProblem> problems;

    SectionSource(Consumer<ConfigurationProblem> problems) {
        this.problems = problems;
    }

    Map<String, Section> fromFile(Path file) throws UnusableValueException {
        Map<String, Section> sections = new IniFile(file.toString(), problems).parse(ConfigurationText.read(file));
        sections.values().forEach(this::checkNames);
        requireDatabase(sections, file);
        return withFixedSections(sections, file.toString());
    }

    Map<String, Section> fromDefaults(List<String> catalogs) {
        return withFixedSections(EmbeddedDatabase.sections(catalogs), "built-in defaults");
    }

    private static Map<String, Section> withFixedSections(Map<String, Section> sections, String source) {
        Map<String, Section> all = new LinkedHashMap<>(sections);
        for (KnownSections known :
                List.of(KnownSections.AGENT, KnownSections.LISTEN, KnownSections.TLS, KnownSections.AUTH)) {
            String name = known.sectionName();
            all.computeIfAbsent(name, absent -> new Section(absent, new Origin(source, 0)));
        }
        return all;
    }

    private void checkNames(Section section) {
        KnownSections.named(section.name())
                .ifPresentOrElse(known -> checkKeys(section, known), () -> problems.accept(unknownSection(section)));
    }

    private void checkKeys(Section section, KnownSections known) {
        NearestName nearest = new NearestName(known.keys());
        section.keys().stream()
                .filter(key -> !known.keys().contains(key))
                .map(key ->
                        section.problem(key, new Complaint("there is no such key here", nearest.suggestionFor(key))))
                .forEach(problems);
    }

    private static ConfigurationProblem unknownSection(Section section) {
        NearestName nearest = new NearestName(KnownSections.names());
        // Whatever the database is called, its section is named by what stands before the colon.
        String kind = section.name().replaceFirst(":.*", ":NAME");
        return section.problem(null, new Complaint("there is no such section", nearest.suggestionFor(kind)));
    }

    private void requireDatabase(Map<String, Section> sections, Path file) {
        if (sections.keySet().stream().noneMatch(name -> name.startsWith(ConfiguredDatabase.SECTION_PREFIX))) {
            problems.accept(ConfigurationProblem.of(
                    new Origin(file.toString(), 0),
                    null,
                    null,
                    new Complaint("no database is configured", "add a [database:NAME] with catalog and url")));
        }
    }
}
