package dev.dbsync.agent.rpc;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The value that an absent parameter stands for, as JSON text. It is only said here, for the OpenRPC document: the
 * method receives null and applies it.
 */
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
public @interface DefaultsTo {
    String value();
}
