package dev.dbsync.agent.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The user that an agent runs as: whom its state belongs to. Root may read what that user may not, so that root has to ask.
 */
public record AgentUser(String name) {
    private static final String ROOT = "root";

    /** Of a folder, what is read of one of Nova, too. What the pattern stands for is not there where nothing fits it. */
    private static final String UNREADABLE =
            """
            for named; do
              for file in "$named" "$named"/*.conf; do
                test -r "$file" || test ! -e "$file" -a "$file" != "$named" || printf '%s\\n' "$file"
              done
            done
            """;

    /**
     * The user, where this process is root's and the agent is not.
     *
     * @param stateDirectory need not be there yet; then nobody is known
     */
    public static Optional<AgentUser> besideRoot(Path stateDirectory) {
        try {
            return Optional.of(Files.getOwner(stateDirectory).getName())
                    .filter(owner -> System.getProperty("user.name").equals(ROOT) && !owner.equals(ROOT))
                    .map(AgentUser::new);
        } catch (IOException notThere) {
            return Optional.empty();
        }
    }

    /**
     * Which files the user may not read, as complaints; none where that cannot be asked.
     *
     * @param files that are there; what systemd hands to the service itself is passed over
     */
    public List<String> complaints(Collection<Path> files) {
        List<String> command = new ArrayList<>(List.of("runuser", "-u", name, "--", "sh", "-c", UNREADABLE, "sh"));
        files.stream()
                .filter(file -> ServiceSecret.kept(file).equals(file))
                .forEach(file -> command.add(file.toString()));
        try {
            Process asking = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (InputStream answer = asking.getInputStream()) {
                return new String(answer.readAllBytes(), Charset.defaultCharset())
                        .lines()
                        .map(file -> file + ": may not be read by " + name + ", as whom the agent runs; "
                                + remedy(name, Path.of(file)))
                        .toList();
            }
        } catch (IOException withoutTool) {
            return List.of();
        }
    }

    /** How a user gets to read a file: by its group, where that may read it and is not root's. */
    static String remedy(String user, Path file) {
        try {
            String group = Files.getAttribute(file, "posix:group").toString();
            boolean open = ((int) Files.getAttribute(file, "unix:mode") & 0040) != 0;
            if (open && !group.equals(ROOT)) {
                return "make it a member of the group %s (usermod -aG %s %s), and restart the agent"
                        .formatted(group, group, user);
            }
        } catch (IOException hidden) {
            // Its folder is shut, too.
        }
        return "let the user " + user + " read it, for instance as a member of its group";
    }
}
