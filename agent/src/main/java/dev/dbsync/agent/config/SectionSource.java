package dev.dbsync.agent.config;

import dev.dbsync.agent.files.FileRefusedException;
import dev.dbsync.agent.files.NamedFile;
import dev.dbsync.agent.files.Writers;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Where sections come from: the file, or the defaults in its stead. Only sections and keys that there are. */
final class SectionSource {
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final Consumer<ConfigurationProblem> problems;

    SectionSource(Consumer<ConfigurationProblem> problems) {
        this.problems = problems;
    }

    Map<String, Section> fromFile(Path file) throws UnusableValueException {
        Map<String, Section> sections = IniFile.parse(file.toString(), text(file), problems);
        sections.values().forEach(this::checkNames);
        requireDatabase(sections, file);
        return withFixedSections(sections, file.toString());
    }

    private static String text(Path file) throws UnusableValueException {
        try {
            Writers.requireTrusted(file);
            String text = new NamedFile(file).text();
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        } catch (FileRefusedException refusal) {
            throw new UnusableValueException(new Complaint(refusal.problem(), refusal.remedy()));
        }
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
