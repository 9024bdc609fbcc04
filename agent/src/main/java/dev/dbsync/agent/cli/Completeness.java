package dev.dbsync.agent.cli;

import java.lang.reflect.RecordComponent;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Looks whether records that were made of somebody else's JSON have all that they say they have. */
final class Completeness {
    private Completeness() {}

    /**
     * Looks at a record and all within it.
     *
     * @throws IllegalArgumentException if something is null that does not say that it may be
     */
    static void require(@Nullable Object value) {
        if (value == null) {
            throw new IllegalArgumentException("there is nothing");
        }
        if (value instanceof Collection<?> collection) {
            collection.forEach(Completeness::require);
        } else if (value instanceof Record) {
            for (RecordComponent component : value.getClass().getRecordComponents()) {
                requireComponent(component, value);
            }
        }
    }

    private static void requireComponent(RecordComponent component, Object value) {
        try {
            Object part = component.getAccessor().invoke(value);
            if (part != null || !component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                require(part);
            }
        } catch (ReflectiveOperationException inaccessible) {
            throw new IllegalArgumentException(component.getName() + " cannot be read", inaccessible);
        }
    }
}
