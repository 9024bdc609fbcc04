package dev.dbsync.agent.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * A connection with TLS that has to have done its work by a deadline, when it is closed from another thread: a timeout of
 * the socket would begin anew with each byte.
 */
final class TlsConnection implements AutoCloseable {
    private static final ScheduledExecutorService DEADLINES = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "deadlines");
        thread.setDaemon(true);
        return thread;
    });

    private final Socket wire = new Socket();
    private final AtomicBoolean late = new AtomicBoolean();
    private final ScheduledFuture<?> deadline;
    private final SSLSocket socket;

    /**
     * Connects, and checks that the other side is who it was called.
     *
     * @param limit for everything, from here to the last byte read
     * @throws SocketTimeoutException if it takes longer
     */
    TlsConnection(AgentAddress address, SSLContext context, Duration limit) throws IOException {
        deadline = DEADLINES.schedule(this::cut, limit.toMillis(), TimeUnit.MILLISECONDS);
        try {
            InetSocketAddress place = (InetSocketAddress) address.socket();
            wire.connect(resolved(place), Math.toIntExact(limit.toMillis()));
            socket = (SSLSocket)
                    context.getSocketFactory().createSocket(wire, place.getHostString(), place.getPort(), true);
            socket.setSSLParameters(parameters(socket.getSSLParameters()));
            socket.startHandshake();
        } catch (IOException failure) {
            deadline.cancel(false);
            wire.close();
            throw explained(failure);
        }
    }

    private static InetSocketAddress resolved(InetSocketAddress place) throws IOException {
        InetSocketAddress resolved = new InetSocketAddress(place.getHostString(), place.getPort());
        if (resolved.isUnresolved()) {
            throw new UnknownHostException("there is no host of that name");
        }
        return resolved;
    }

    private static SSLParameters parameters(SSLParameters parameters) {
        parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        return parameters;
    }

    private void cut() {
        late.set(true);
        try {
            wire.close();
        } catch (IOException alreadyBroken) {
            // as it shall be
        }
    }

    private IOException explained(IOException failure) {
        return late.get() ? new SocketTimeoutException("no answer in time") : failure;
    }

    void write(byte[] bytes) throws IOException {
        try {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
        } catch (IOException failure) {
            throw explained(failure);
        }
    }

    /** What the other side sends, to its end. */
    InputStream input() throws IOException {
        InputStream input = socket.getInputStream();
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                try {
                    return input.read(bytes, offset, length);
                } catch (IOException failure) {
                    throw explained(failure);
                }
            }
        };
    }

    @Override
    public void close() throws IOException {
        deadline.cancel(false);
        // Not the TLS socket, which would wait for the other side to take its farewell.
        wire.close();
    }
}
