package dev.dbsync.agent.testing;

import java.util.Locale;

/**
 * A row to insert. Nova moves deleted rows into shadow tables, keys and all: a shadow table holds deleted rows only, and
 * their numbers are others than those of the live table, or the next archiving would collide with them.
 *
 * @param position from 1 to {@link SampleRows#ROWS}
 * @param number what the values are made from
 */
record SampleRow(int position, int number, boolean isShadow) {

    private static final int FIRST_SHADOW = 1000;

    static SampleRow of(String table, int position) {
        boolean shadow = table.toLowerCase(Locale.ROOT).startsWith("shadow_");
        return new SampleRow(position, shadow ? FIRST_SHADOW + position : position, shadow);
    }

    boolean deleted() {
        return isShadow || sparse();
    }

    /** The last row has no value wherever it need not. */
    boolean sparse() {
        return position == SampleRows.ROWS;
    }
}
