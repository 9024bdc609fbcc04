package dev.dbsync.agent.bench.measure;

import java.util.Locale;

/** What a figure counts, and how it is written. */
public enum Unit {
    /** Written as milliseconds below one second. */
    SECONDS {
        @Override
        public String text(double value) {
            return value < 1 ? digits(value * 1000) + " ms" : digits(value) + " s";
        }
    },
    MEBIBYTES {
        @Override
        public String text(double value) {
            return digits(value) + " MiB";
        }
    },
    PER_SECOND {
        @Override
        public String text(double value) {
            return digits(value) + "/s";
        }
    };

    public abstract String text(double value);

    /** Three digits that count. */
    static String digits(double value) {
        int decimals = value >= 100 ? 0 : value >= 10 ? 1 : 2;
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
}
