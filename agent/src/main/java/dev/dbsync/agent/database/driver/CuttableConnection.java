package dev.dbsync.agent.database.driver;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.Socket;
import java.sql.Connection;
import org.jspecify.annotations.Nullable;

/**
 * A connection whose {@link Connection#abort} closes its socket first, so that whoever waits for an answer on it is told at
 * once. As thread-safe as the connection; aborting is so in any case.
 *
 * <p>The {@code abort} of MariaDB's driver reads from the socket before it closes it. Where another thread reads already, and
 * the answer never comes, it waits as long as that one: for ever.
 *
 * @param connection the driver's
 * @param socket the one below it, and below TLS
 */
record CuttableConnection(Connection connection, Socket socket) implements InvocationHandler {

    static Connection of(Connection connection, Socket socket) {
        return (Connection) Proxy.newProxyInstance(
                CuttableConnection.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                new CuttableConnection(connection, socket));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        if (method.getName().equals("abort")) {
            Login.close(socket);
        }
        try {
            return method.invoke(connection, arguments);
        } catch (InvocationTargetException failure) {
            throw failure.getCause() == null ? failure : failure.getCause();
        }
    }
}
