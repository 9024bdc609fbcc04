package dev.dbsync.agent.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Objects;

/**
 * A connection that has to have done its work by a deadline. Through a selector, since a channel of a Unix socket has no
 * timeouts of its own.
 */
final class TimedChannel implements AutoCloseable {
    private final SocketChannel channel;
    private final Selector selector;
    private final long deadline;

    private TimedChannel(SocketChannel channel, Selector selector, Duration limit) {
        this.channel = channel;
        this.selector = selector;
        this.deadline = System.nanoTime() + limit.toNanos();
    }

    /**
     * Connects.
     *
     * @param limit for everything, from here to the last byte read
     * @throws SocketTimeoutException if it takes longer
     */
    static TimedChannel connect(AgentAddress address, Duration limit) throws IOException {
        boolean unix = address.socket() instanceof UnixDomainSocketAddress;
        SocketChannel channel = unix ? SocketChannel.open(StandardProtocolFamily.UNIX) : SocketChannel.open();
        TimedChannel timed = new TimedChannel(channel, Selector.open(), limit);
        try {
            timed.connect(address);
            return timed;
        } catch (IOException | RuntimeException failure) {
            timed.close();
            throw failure;
        }
    }

    private void connect(AgentAddress address) throws IOException {
        channel.configureBlocking(false);
        boolean connected = channel.connect(address.socket());
        channel.register(selector, SelectionKey.OP_CONNECT);
        while (!connected) {
            await(SelectionKey.OP_CONNECT);
            connected = channel.finishConnect();
        }
    }

    void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            if (channel.write(bytes) == 0) {
                await(SelectionKey.OP_WRITE);
            }
        }
    }

    private int read(ByteBuffer bytes) throws IOException {
        int count = channel.read(bytes);
        while (count == 0) {
            await(SelectionKey.OP_READ);
            count = channel.read(bytes);
        }
        return count;
    }

    private void await(int readiness) throws IOException {
        long left = (deadline - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
            throw new SocketTimeoutException("no answer in time");
        }
        Objects.requireNonNull(channel.keyFor(selector)).interestOps(readiness);
        selector.select(left);
        selector.selectedKeys().clear();
    }

    /** What the other side sends, to its end. */
    InputStream input() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                return length == 0 ? 0 : TimedChannel.this.read(ByteBuffer.wrap(bytes, offset, length));
            }
        };
    }

    @Override
    public void close() throws IOException {
        try (selector) {
            channel.close();
        }
    }
}
