package dev.dbsync.agent.database.driver;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A Unix socket in the shape that JDBC drivers expect. Options of TCP have no meaning here and
 * are passed over, a read's time limit is kept.
 */
// Whoever closes must not wait for who reads; what they share is volatile or the channel's own.
@SuppressWarnings("UnsynchronizedOverridesSynchronized")
final class UnixSocket extends Socket {
    private final Path path;
    private final SocketChannel channel;
    private volatile @Nullable ChannelInput input;
    private volatile @Nullable ChannelOutput output;
    private volatile int readLimit;

    /**
     * A socket that is not connected yet.
     *
     * @throws IOException if the process can open no more files
     */
    UnixSocket(Path path) throws IOException {
        this.path = path;
        this.channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    }

    @Override
    public void connect(SocketAddress ignored) throws IOException {
        connect(ignored, 0);
    }

    /** Connects to the path; the driver's host and port say nothing. This host answers at once, or not at all. */
    @Override
    public void connect(SocketAddress ignored, int timeout) throws IOException {
        try {
            channel.connect(UnixDomainSocketAddress.of(path));
            channel.configureBlocking(false);
            ChannelInput connected = new ChannelInput(channel);
            connected.limit(readLimit);
            input = connected;
            output = new ChannelOutput(channel);
        } catch (IOException failure) {
            close();
            throw new IOException("Unix socket " + path + ": " + failure.getMessage(), failure);
        }
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return connected(input);
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return connected(output);
    }

    private static <T> T connected(@Nullable T stream) throws SocketException {
        if (stream == null) {
            throw new SocketException("the socket is not connected");
        }
        return stream;
    }

    @Override
    public boolean isConnected() {
        return output != null;
    }

    @Override
    public boolean isBound() {
        return isConnected();
    }

    @Override
    public boolean isClosed() {
        return !channel.isOpen();
    }

    @Override
    public void setSoTimeout(int milliseconds) {
        readLimit = milliseconds;
        ChannelInput connected = input;
        if (connected != null) {
            connected.limit(milliseconds);
        }
    }

    @Override
    public int getSoTimeout() {
        return readLimit;
    }

    @Override
    public InetAddress getInetAddress() {
        return InetAddress.getLoopbackAddress();
    }

    @Override
    public void setTcpNoDelay(boolean on) {}

    @Override
    public void setKeepAlive(boolean on) {}

    @Override
    public void setSoLinger(boolean on, int seconds) {}

    @Override
    public void setReuseAddress(boolean on) {}

    @Override
    public void setReceiveBufferSize(int size) {}

    @Override
    public void setSendBufferSize(int size) {}

    @Override
    public int getReceiveBufferSize() {
        return 0;
    }

    @Override
    public int getSendBufferSize() {
        return 0;
    }

    @Override
    public void setTrafficClass(int trafficClass) {}

    @Override
    public void shutdownInput() throws IOException {
        channel.shutdownInput();
    }

    @Override
    public void shutdownOutput() throws IOException {
        channel.shutdownOutput();
    }

    @Override
    public String toString() {
        return "UnixSocket[" + channel + "]";
    }

    /** Wakes up who reads or writes. */
    @Override
    public void close() throws IOException {
        ChannelInput reading = input;
        ChannelOutput writing = output;
        try (channel;
                reading;
                writing) {
            // Closed in the opposite order; what is null is passed over.
        }
    }
}
