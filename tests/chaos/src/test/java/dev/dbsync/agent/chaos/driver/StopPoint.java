package dev.dbsync.agent.chaos.driver;

/**
 * The statement before which a process is to stop.
 *
 * @param counted which statements count
 * @param number the statement's place among them, from 1; 0 for none
 */
public record StopPoint(Counted counted, int number) {

    /** Never stops. */
    public static final StopPoint NONE = new StopPoint(Counted.ALL, 0);

    /** Which statements count. */
    public enum Counted {
        /** All, and each end of a transaction. */
        ALL,
        /** Those that are not mere questions, transaction control or session settings. */
        CHANGES
    }

    public StopPoint {
        if (number < 0) {
            throw new IllegalArgumentException("number must not be negative, but is " + number);
        }
    }

    static StopPoint parse(String text) {
        int colon = text.indexOf(':');
        return new StopPoint(Counted.valueOf(text.substring(0, colon)), Integer.parseInt(text.substring(colon + 1)));
    }

    @Override
    public String toString() {
        return counted + ":" + number;
    }
}
