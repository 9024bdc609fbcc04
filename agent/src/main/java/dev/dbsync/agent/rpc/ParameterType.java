package dev.dbsync.agent.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A type that a parameter may have: which JSON it takes, and how to say so. It is stricter than the mapper, which would
 * take "5" for 5, 1.5 for 1 and a lone value for a list.
 */
sealed interface ParameterType {

    /** What it takes, in words that follow "must be". */
    String expected();

    /** The value in the form that the mapper converts faithfully, or empty if it does not fit. */
    Optional<JsonNode> accept(JsonNode value);

    /**
     * The type for a Java type.
     *
     * @param minimum the least whole number to take
     * @param maximum the greatest
     * @throws IllegalArgumentException if no parameter may have it
     */
    static ParameterType of(Type type, long minimum, long maximum) {
        ParameterType plain = plainTypes(minimum, maximum).get(type);
        if (plain != null) {
            return plain;
        }
        if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
            return new ListOf(of(list.getActualTypeArguments()[0], minimum, maximum));
        }
        if (type instanceof Class<?> choice && choice.isEnum()) {
            return oneOf(Stream.of(choice.getEnumConstants())
                    .map(constant -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT))
                    .toList());
        }
        throw new IllegalArgumentException("a parameter cannot have the type " + type);
    }

    private static ParameterType oneOf(List<String> names) {
        return new Plain(
                "one of " + String.join(", ", names), value -> value.isTextual() && names.contains(value.textValue()));
    }

    private static Map<Type, ParameterType> plainTypes(long minimum, long maximum) {
        ParameterType text = new Plain("a string", JsonNode::isTextual);
        ParameterType truth = new Plain("true or false", JsonNode::isBoolean);
        ParameterType small =
                new WholeNumber(Math.max(minimum, Integer.MIN_VALUE), Math.min(maximum, Integer.MAX_VALUE));
        ParameterType large = new WholeNumber(minimum, maximum);
        return Map.of(
                String.class, text,
                Boolean.class, truth,
                boolean.class, truth,
                Integer.class, small,
                int.class, small,
                Long.class, large,
                long.class, large);
    }

    /** Whatever the JSON's own kind decides. */
    record Plain(String expected, Predicate<JsonNode> fits) implements ParameterType {
        @Override
        public Optional<JsonNode> accept(JsonNode value) {
            return Optional.of(value).filter(fits);
        }
    }

    /** A number without a fraction; 300.0 is one, as in JSON Schema. */
    record WholeNumber(long least, long greatest) implements ParameterType {
        @Override
        public String expected() {
            return "a whole number from " + least + " to " + greatest;
        }

        @Override
        public Optional<JsonNode> accept(JsonNode value) {
            // The range comes first: a look at the fraction of 1e999999999 would write it out.
            if (!value.isNumber() || !value.canConvertToLong() || !value.canConvertToExactIntegral()) {
                return Optional.empty();
            }
            long number = value.longValue();
            return number < least || number > greatest ? Optional.empty() : Optional.of(LongNode.valueOf(number));
        }
    }

    /** A list without nulls. */
    record ListOf(ParameterType element) implements ParameterType {
        @Override
        public String expected() {
            return "a list, each element " + element.expected();
        }

        @Override
        public Optional<JsonNode> accept(JsonNode value) {
            if (!value.isArray()) {
                return Optional.empty();
            }
            for (JsonNode each : value) {
                if (element.accept(each).isEmpty()) {
                    return Optional.empty();
                }
            }
            return Optional.of(value);
        }
    }
}
