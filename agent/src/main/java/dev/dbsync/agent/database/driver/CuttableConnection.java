package dev.dbsync.agent.database.driver;

import java.io.IOException;
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
            cut();
        }
        try {
            return method.invoke(connection, arguments);
        } catch (InvocationTargetException failure) {
            throw failure.getCause() == null ? failure : failure.getCause();
        }
    }

    private void cut() {
        try {
            socket.close();
        } catch (IOException alreadyBroken) {
            // closed is what it was to be
        }
    }
}
