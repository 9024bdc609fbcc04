package dev.dbsync.agent.chaos.driver;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A connection, and its statements, that tell of each statement before it is sent. */
public final class Wrapped {
    private static final Set<String> ENDS = Set.of("commit", "rollback");

    private Wrapped() {}

    /** The connection, whose statements are told of. */
    public static Connection connection(Connection real, StatementListener listener) {
        return proxy(Connection.class, (proxy, method, arguments) -> {
            if (ENDS.contains(method.getName())) {
                listener.before(method.getName());
            }
            Object result = call(real, method, arguments);
            return result instanceof Statement statement
                    ? statement(method.getReturnType(), statement, text(arguments), listener)
                    : result;
        });
    }

    private static Object statement(
            Class<?> type, Statement real, @Nullable String prepared, StatementListener listener) {
        InvocationHandler handler = new StatementCalls(real, prepared, listener);
        if (type == CallableStatement.class) {
            return proxy(CallableStatement.class, handler);
        }
        return type == PreparedStatement.class
                ? proxy(PreparedStatement.class, handler)
                : proxy(Statement.class, handler);
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(Wrapped.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static @Nullable String text(Object @Nullable [] arguments) {
        return arguments != null && arguments.length > 0 && arguments[0] instanceof String text ? text : null;
    }

    private static @Nullable Object call(Object target, Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException exception) {
            throw exception.getCause() == null ? exception : exception.getCause();
        }
    }

    /** The calls of one statement. What goes into a batch is told when the batch is sent. */
    private static final class StatementCalls implements InvocationHandler {
        private final Statement real;
        private final @Nullable String prepared;
        private final StatementListener listener;
        private final List<String> batch = new ArrayList<>();

        StatementCalls(Statement real, @Nullable String prepared, StatementListener listener) {
            this.real = real;
            this.prepared = prepared;
            this.listener = listener;
        }

        @Override
        public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
            String text = text(arguments);
            if (method.getName().equals("addBatch") && text != null) {
                batch.add(text);
            } else if (method.getName().startsWith("execute")) {
                listener.before(text == null ? prepared == null ? String.join("; ", batch) : prepared : text);
                batch.clear();
            }
            return call(real, method, arguments);
        }
    }
}
