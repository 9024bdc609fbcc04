package dev.dbsync.agent.config;

import static dev.dbsync.agent.config.ConfigurationFixture.DATABASE;
import static dev.dbsync.agent.config.ConfigurationFixture.SECRET;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class IniFileTest {

    private final List<ConfigurationProblem> problems = new ArrayList<>();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "key = value                    | value",
                "key=value                      | value",
                "key: value                     | value",
                "key = a = b : c                | a = b : c",
                "key = value ; comment          | value",
                "key = value\t;comment          | value",
                "key = value;no comment         | value;no comment",
                "key = value # no comment       | value # no comment",
                "key = pa#ss;w:o=rd             | pa#ss;w:o=rd",
                "key = a,b,c                    | a,b,c",
                "key = ${env:HOME}              | ${env:HOME}",
                "key = ${sys:user.name}$x       | ${sys:user.name}$x",
                "key = C:\\dir\\                | C:\\dir\\",
                "key = a\\\\b\\,c               | a\\\\b\\,c",
                "key = \"quoted ; value\"       | quoted ; value",
                "key = 'quoted' ; comment       | quoted",
                "key = it's                     | it's",
                "key = it's ; and it's so       | it's",
                "key = say \"x\"                | say \"x\"",
                "key = x ; as in: \"y\" = 'z'   | x",
                "key = u:'pass                  | u:'pass",
                "key = u:\"pass\\n              | u:\"pass\\n",
                "key = jdbc:h2:mem:x;INIT='a=b' | jdbc:h2:mem:x;INIT='a=b'",
                "key = %41%zz                   | %41%zz",
                "key = a'\"b                    | a'\"b",
                "key = \"C:\\dir\\\" ; comment | C:\\dir\\",
                "key = schlüssel                | schlüssel",
            })
    void aValueIsWhatStandsThere(String line, String value) {
        assertThat(parse("[s]\n" + line.strip() + "\n").get("key")).isEqualTo(value.strip());
        assertThat(problems).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"key =", "key = ", "key =;comment", "key = ; comment", "key = \"\""})
    void aValueMayBeEmpty(String line) {
        assertThat(parse("[s]\n" + line + "\n")).containsEntry("key", "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"# note", ";note", "", "   ", "\t# [x]", "#key = other"})
    void commentsAndBlankLinesSayNothing(String line) {
        assertThat(parse("[s]\n" + line + "\nkey = v\n")).containsExactly(Map.entry("key", "v"));
        assertThat(problems).isEmpty();
    }

    @Test
    void namesMayHoldDotsAndColons() {
        assertThat(parse("[s]\na.b-c_d = v\n")).containsEntry("a.b-c_d", "v");
        assertThat(sections("[database:a.b]\nx = 1\n[database:a]\nb = 2\n"))
                .containsOnlyKeys("database:a.b", "database:a");
    }

    @Test
    void windowsLineEndingsAndAByteOrderMarkDoNotMatter(@TempDir Path directory) {
        String text = "\uFEFF[agent]\r\nname = a ; b\r\n" + DATABASE.replace("\n", "\r\n");

        assertThat(new ConfigurationFixture(directory).write(text).loaded().agentName())
                .isEqualTo("a");
    }

    static List<List<String>> brokenFiles() {
        return List.of(
                List.of("[s]\nk = 1\nk = 2\n", "f:3: [s] k: is there already, in line 2; remove one of the two"),
                List.of(
                        "[s]\n[t]\n[s]\n",
                        "f:3: [s] the section is there already, from line 1 on; put its keys under" + " one heading"),
                List.of("k = 1\n[s]\n", "f:1: k: stands before the first section; put it under a [section]"),
                List.of(
                        "[s]\nword\n",
                        "f:2: [s] the line is neither a [section] nor key = value; correct it, or put a"
                                + " # before it"),
                List.of(
                        "[s\n",
                        "f:1: the line is neither a [section] nor key = value; correct it, or put a # before" + " it"),
                List.of(
                        "[]\n",
                        "f:1: the line is neither a [section] nor key = value; correct it, or put a # before" + " it"),
                List.of(
                        "[s]\n= " + SECRET + "\n",
                        "f:2: [s] the line is neither a [section] nor key = value; correct"
                                + " it, or put a # before it"),
                List.of(
                        "[s]\n" + SECRET + "@db/x?a=b\n",
                        "f:2: [s] the line is neither a [section] nor key = value;"
                                + " correct it, or put a # before it"),
                List.of(
                        "[s]\nk = 1\n  " + SECRET + "\n",
                        "f:3: [s] the line is indented, which in OpenStack's files"
                                + " carries on the value above; begin it at the margin, and keep a value on one line"),
                List.of(
                        "[s]\nk = " + SECRET + " \\\n",
                        "f:2: [s] k: ends in a backslash, but a value cannot go on in"
                                + " the next line; write it on one line"),
                List.of(
                        "[s]\nk = \"" + SECRET + "\n",
                        "f:2: [s] k: begins with a quote that does not end the value;"
                                + " write the value without quotes"),
                List.of(
                        "[s]\nk = \"a\" " + SECRET + "\n",
                        "f:2: [s] k: begins with a quote that does not end the"
                                + " value; write the value without quotes"));
    }

    @ParameterizedTest
    @MethodSource("brokenFiles")
    void aLineThatCannotBeUnderstoodIsAnErrorWithItsNumber(List<String> textAndProblem) {
        sections(textAndProblem.get(0));

        assertThat(problems).extracting(ConfigurationProblem::render).containsExactly(textAndProblem.get(1));
    }

    private Map<String, Section> sections(String text) {
        return IniFile.parse("f", text, problems::add);
    }

    private Map<String, String> parse(String text) {
        Section section = Objects.requireNonNull(sections(text).get("s"));
        Map<String, String> values = new HashMap<>();
        for (String key : section.keys()) {
            section.read(key, value -> value, problems::add).ifPresent(value -> values.put(key, value));
        }
        return values;
    }
}
