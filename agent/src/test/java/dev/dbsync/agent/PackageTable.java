package dev.dbsync.agent;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import dev.dbsync.agent.testing.ProjectFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which package may use which others of the agent, as docs/design.md has it. A package that is not listed there may not be
 * there.
 *
 * @param root the package below which those of the table lie
 */
record PackageTable(String root) {
    private static final Pattern ROW = Pattern.compile("\\| (`[^|]*) \\| [^|]* \\| ([^|]*) \\|");
    private static final Pattern NAME = Pattern.compile("`([a-z0-9.]+)`");
    private static final List<String> PURE_PACKAGES = new ArrayList<>();
    private static final Map<String, List<String>> ROWS = rows();

    /** Those that touch neither a database, nor a clock, a logger, a file or the net. */
    static final List<String> PURE = List.copyOf(PURE_PACKAGES);

    private static Map<String, List<String>> rows() {
        Map<String, List<String>> rows = new LinkedHashMap<>();
        ROW.matcher(design()).results().forEach(row -> {
            for (String name : names(row.group(1))) {
                rows.put(
                        name,
                        row.group(2).equals("the JDK")
                                ? List.of()
                                : List.of(row.group(2).split(", ", -1)));
                if (row.group(1).contains("*(pure)*")) {
                    PURE_PACKAGES.add(name);
                }
            }
        });
        return rows;
    }

    private static String design() {
        try {
            return Files.readString(ProjectFolder.find("docs/design.md"));
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }

    /** A name that begins with a dot is a sister of the first one in its row. */
    private static List<String> names(String cell) {
        List<String> names = new ArrayList<>();
        Matcher name = NAME.matcher(cell);
        while (name.find()) {
            String word = name.group(1);
            names.add(
                    word.startsWith(".")
                            ? names.get(0).substring(0, names.get(0).indexOf('.')) + word
                            : word);
        }
        return names;
    }

    boolean declares(JavaClass type) {
        return isRoot(type) || ROWS.containsKey(name(type));
    }

    /** The root wires all parts together, so it may use all. */
    boolean allows(JavaClass user, JavaClass used) {
        return isRoot(user)
                || user.getPackageName().equals(used.getPackageName())
                || ROWS.getOrDefault(name(user), List.of()).contains(name(used));
    }

    /** Whether a class is the agent's own. */
    boolean contains(JavaClass type) {
        return isRoot(type) || type.getPackageName().startsWith(root + ".");
    }

    boolean isRoot(JavaClass type) {
        return type.getPackageName().equals(root);
    }

    /** Classes of any of these packages, by their names in the table. */
    DescribedPredicate<JavaClass> in(List<String> packages) {
        return DescribedPredicate.describe(
                "in " + String.join(", ", packages), type -> contains(type) && packages.contains(name(type)));
    }

    private String name(JavaClass type) {
        return isRoot(type) || !contains(type) ? "" : type.getPackageName().substring(root.length() + 1);
    }
}
