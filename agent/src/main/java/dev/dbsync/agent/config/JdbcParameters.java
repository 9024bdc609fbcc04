package dev.dbsync.agent.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** The parameters of a JDBC URL in the making. */
final class JdbcParameters {

    private final Map<String, String> parameters = new LinkedHashMap<>();

    void put(String name, Object value) {
        parameters.put(name, value.toString());
    }

    boolean has(String name) {
        return parameters.containsKey(name);
    }

    boolean has(String name, String value) {
        return value.equals(parameters.get(name));
    }

    /** {@code ?name=value&name=value}, or nothing. */
    String render(UnaryOperator<String> encoder) {
        return parameters.isEmpty()
                ? ""
                : parameters.entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + encoder.apply(entry.getValue()))
                        .collect(Collectors.joining("&", "?", ""));
    }
}
