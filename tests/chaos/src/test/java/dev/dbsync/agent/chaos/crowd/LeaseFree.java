package dev.dbsync.agent.chaos.crowd;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Logged statements as they would be without a lease: out of their fence, and without those that are about the lease only. */
final class LeaseFree {
    private static final String TABLE = "dbsync_lease";

    private static final Pattern FENCED = Pattern.compile("(?s)\\s*begin not atomic\\s+if not exists \\(select 1 from "
            + TABLE + " .*?\\bend if;\\s*update " + TABLE + " set [^;]*;\\s*(.*);\\s*update " + TABLE + " set .*");

    private LeaseFree() {}

    static List<String> changes(List<String> logged) {
        return logged.stream()
                .map(LeaseFree::unfenced)
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<String> unfenced(String statement) {
        Matcher fenced = FENCED.matcher(statement);
        if (fenced.matches()) {
            return Optional.of(fenced.group(1));
        }
        return statement.contains(TABLE) ? Optional.empty() : Optional.of(statement);
    }
}
