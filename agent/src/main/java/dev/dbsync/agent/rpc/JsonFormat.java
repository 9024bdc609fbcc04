package dev.dbsync.agent.rpc;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyName;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.EnumFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.AnnotatedMethod;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jsr310.deser.InstantDeserializer;
import com.fasterxml.jackson.datatype.jsr310.ser.InstantSerializer;
import dev.dbsync.agent.vocabulary.Description;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How this package's records are written as JSON and read back. */
public final class JsonFormat {
    /** Nobody's request is nested this deep; one that is wants to exhaust a stack. */
    private static final int DEPTH = 64;

    private JsonFormat() {}

    /** A new mapper; safe to share between threads once it is no longer configured. */
    public static JsonMapper newMapper() {
        return JsonMapper.builder(factory())
                // Of Java's times these are all that is told. The module of all of them takes longer to set up.
                .addModule(new SimpleModule()
                        .addSerializer(Instant.class, InstantSerializer.INSTANCE)
                        .addDeserializer(Instant.class, InstantDeserializer.INSTANT))
                .annotationIntrospector(new Vocabulary())
                .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
                .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                // An id must come back as it came: no rounding through double, no 1.0 for 1.00.
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                .build();
    }

    /** What a record tells beside its components, in the order of their names. */
    static List<Method> derived(Class<?> type) {
        return Stream.of(type.getDeclaredMethods())
                .filter(JsonFormat::isDerived)
                .sorted(Comparator.comparing(Method::getName))
                .toList();
    }

    private static boolean isDerived(Method method) {
        return method.isAnnotationPresent(Description.class)
                && method.getDeclaringClass().isRecord()
                && Stream.of(method.getDeclaringClass().getRecordComponents())
                        .noneMatch(component -> component.getName().equals(method.getName()));
    }

    /** A method of a record that has a {@link Description} is a field of its JSON. */
    private static final class Vocabulary extends JacksonAnnotationIntrospector {
        private static final long serialVersionUID = 1L;

        @Override
        public @Nullable PropertyName findNameForSerialization(Annotated annotated) {
            return annotated instanceof AnnotatedMethod method && isDerived(method.getAnnotated())
                    ? PropertyName.construct(method.getName())
                    : named(annotated).orElseGet(() -> super.findNameForSerialization(annotated));
        }

        @Override
        public @Nullable PropertyName findNameForDeserialization(Annotated annotated) {
            return named(annotated).orElseGet(() -> super.findNameForDeserialization(annotated));
        }

        /** A field whose name Java keeps to itself has another one in a record. */
        private static Optional<PropertyName> named(Annotated annotated) {
            return annotated instanceof AnnotatedClass
                    ? Optional.empty()
                    : Optional.ofNullable(annotated.getAnnotation(Description.class))
                            .map(Description::name)
                            .filter(name -> !name.isEmpty())
                            .map(PropertyName::construct);
        }

        /** Told, but not read back: it follows from the components. */
        @Override
        public JsonIgnoreProperties.Value findPropertyIgnoralByName(MapperConfig<?> config, Annotated annotated) {
            List<String> names = derivedNames(annotated.getRawType());
            return names.isEmpty()
                    ? super.findPropertyIgnoralByName(config, annotated)
                    : JsonIgnoreProperties.Value.forIgnoredProperties(Set.copyOf(names))
                            .withAllowGetters();
        }

        @Override
        public String @Nullable [] findSerializationPropertyOrder(AnnotatedClass type) {
            List<String> names = derivedNames(type.getRawType());
            return names.isEmpty()
                    ? super.findSerializationPropertyOrder(type)
                    : Stream.concat(
                                    Stream.of(type.getRawType().getRecordComponents())
                                            .map(RecordComponent::getName),
                                    names.stream())
                            .toArray(String[]::new);
        }

        private static List<String> derivedNames(Class<?> type) {
            return derived(type).stream().map(Method::getName).toList();
        }
    }

    /** A record of this package, or one like them, as JSON on one line. */
    public static String text(Object answer) {
        try {
            return newMapper().writeValueAsString(answer);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("an answer cannot be written as JSON", impossible);
        }
    }

    private static JsonFactory factory() {
        return JsonFactory.builder()
                .streamReadConstraints(
                        StreamReadConstraints.builder().maxNestingDepth(DEPTH).build())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                // Half a surrogate pair is legal as an escape only: an id that holds one would fail in UTF-8.
                .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                .build();
    }
}
