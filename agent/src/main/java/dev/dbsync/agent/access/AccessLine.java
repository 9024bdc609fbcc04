package dev.dbsync.agent.access;

import java.util.ArrayList;
import java.util.List;

/**
 * A line that says something, of a file that says who may call.
 *
 * @param number counts from 1
 * @param text without comment and spaces around
 */
record AccessLine(int number, String text) {

    static List<AccessLine> of(String file) {
        List<AccessLine> lines = new ArrayList<>();
        int number = 0;
        for (String line : file.lines().toList()) {
            number++;
            String said = withoutComment(line);
            if (!said.isEmpty()) {
                lines.add(new AccessLine(number, said));
            }
        }
        return lines;
    }

    /** A comment begins the line, or stands after a space: a certificate's name may hold a {@code #}. */
    static String withoutComment(String line) {
        return (" " + line).replaceFirst("\\s#.*", "").strip();
    }

    List<String> words() {
        return List.of(text.split("\\s+"));
    }

    Role role(String label) throws AccessFileException {
        return Role.labelled(label)
                .orElseThrow(() -> refused("names no role where one should be", "write reader or operator"));
    }

    AccessFileException refused(String problem, String remedy) {
        return new AccessFileException("line " + number + " " + problem + "; " + remedy);
    }
}
