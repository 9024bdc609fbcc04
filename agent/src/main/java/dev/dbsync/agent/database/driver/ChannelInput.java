package dev.dbsync.agent.database.driver;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** Reads from a channel that does not block, and waits where it would. One reader at a time. */
final class ChannelInput extends InputStream {
    private final SocketChannel channel;
    private final Selector readable;
    private volatile int limit;

    ChannelInput(SocketChannel channel) throws IOException {
        this.channel = channel;
        this.readable = Selector.open();
        channel.register(readable, SelectionKey.OP_READ);
    }

    /** In milliseconds; 0 for none. */
    void limit(int milliseconds) {
        limit = milliseconds;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
        int count = channel.read(buffer);
        while (count == 0) {
            await();
            count = channel.read(buffer);
        }
        return count;
    }

    private void await() throws IOException {
        try {
            int ready = readable.select(limit);
            readable.selectedKeys().clear();
            if (ready == 0 && limit > 0 && readable.isOpen()) {
                throw new SocketTimeoutException("nothing was read within " + limit + " ms");
            }
        } catch (ClosedSelectorException closed) {
            throw new SocketException("the socket is closed");
        }
    }

    @Override
    public void close() throws IOException {
        readable.close();
        channel.close();
    }
}
