package dev.dbsync.agent.database.mariadb;

import dev.dbsync.agent.database.Queries;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * A line of text beside a named lock, for anybody to read. The server shows a session's locks to others, but has no place
 * where a session without privileges could write what others may read. So the line is spelt in locks: seven bits a
 * character, the first the highest, and bit <i>n</i> is set where the lock with the suffix <i>.n</i> is held. Like the lock
 * beside which they stand, they end with the session.
 */
record HolderBits(String bits) {
    private static final int BITS_OF_A_CHARACTER = 7;
    private static final int LONGEST = 64 * BITS_OF_A_CHARACTER;

    private static final String BIT = "concat(?, '.', n)";

    private static final String PLACES =
            " from (with recursive places(n) as (select 1 union all select n + 1 from places where n < %d)"
                            .formatted(LONGEST)
                    + " select n from places) p";

    private static final String TAKE = "select sum(get_lock(" + BIT + ", 0))" + PLACES + " where substr(?, n, 1) = '1'";

    private static final String RELEASE =
            "select sum(release_lock(" + BIT + "))" + PLACES + " where substr(?, n, 1) = '1'";

    private static final String READ =
            "select group_concat(is_used_lock(" + BIT + ") is not null order by n separator '')" + PLACES;

    /** The bits of a line of ASCII. */
    static HolderBits of(String line) {
        StringBuilder bits = new StringBuilder();
        line.chars()
                .forEach(character -> bits.append(Integer.toBinaryString(1 << BITS_OF_A_CHARACTER | character), 1, 8));
        return new HolderBits(bits.substring(0, Math.min(bits.length(), LONGEST)));
    }

    /** The line that is spelt now; nonsense where it is being written at this moment. */
    static String read(Connection connection, String lock) throws SQLException {
        String bits =
                Queries.list(connection, READ, row -> row.getString(1), lock).get(0);
        StringBuilder line = new StringBuilder();
        for (int place = 0; place + BITS_OF_A_CHARACTER <= bits.length(); place += BITS_OF_A_CHARACTER) {
            line.append((char) Integer.parseInt(bits, place, place + BITS_OF_A_CHARACTER, 2));
        }
        return line.toString().replace("\0", "");
    }

    void take(Connection connection, String lock) throws SQLException {
        Queries.list(connection, TAKE, row -> row.getInt(1), lock, bits);
    }

    void release(Connection connection, String lock) throws SQLException {
        Queries.list(connection, RELEASE, row -> row.getInt(1), lock, bits);
    }
}
