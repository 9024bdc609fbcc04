package dev.dbsync.agent.database.driver;

import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** Writes to a channel that does not block, and waits where it would. One writer at a time. */
final class ChannelOutput extends OutputStream {
    private final SocketChannel channel;
    private final Selector writable;

    ChannelOutput(SocketChannel channel) throws IOException {
        this.channel = channel;
        this.writable = Selector.open();
        channel.register(writable, SelectionKey.OP_WRITE);
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
        while (buffer.hasRemaining()) {
            if (channel.write(buffer) == 0) {
                await();
            }
        }
    }

    private void await() throws IOException {
        try {
            writable.select();
            writable.selectedKeys().clear();
        } catch (ClosedSelectorException closed) {
            throw new SocketException("the socket is closed");
        }
    }

    @Override
    public void close() throws IOException {
        writable.close();
        channel.close();
    }
}
