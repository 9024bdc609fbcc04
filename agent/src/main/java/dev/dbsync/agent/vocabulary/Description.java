package dev.dbsync.agent.vocabulary;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a method, a parameter, a record or one of its fields means, in words for the OpenRPC document. A method of a record
 * that has one is a field of its JSON, told but not read back.
 */
@Target({ElementType.METHOD, ElementType.PARAMETER, ElementType.TYPE, ElementType.RECORD_COMPONENT})
@Retention(RetentionPolicy.RUNTIME)
public @interface Description {
    String value();

    /** What the type is called in the document, or the field in JSON; empty where that is its own name. */
    String name() default "";
}
