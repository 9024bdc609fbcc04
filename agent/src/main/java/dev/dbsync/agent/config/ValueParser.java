package dev.dbsync.agent.config;

/** Makes a setting of what the file says. */
@FunctionalInterface
interface ValueParser<T> {

    T parse(String value) throws UnusableValueException;
}
