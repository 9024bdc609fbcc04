package dev.dbsync.agent.testing;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Messages of both servers' protocols as they are on the wire. */
public final class ProtocolBytes {
    private ProtocolBytes() {}

    /** What a MariaDB server says first, whole. */
    public static byte[] greeting() {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.write(10);
        body.writeBytes("5.5.5-10.11.6-MariaDB\0".getBytes(StandardCharsets.US_ASCII));
        body.writeBytes(new byte[] {7, 0, 0, 0});
        body.writeBytes("abcdefgh\0".getBytes(StandardCharsets.US_ASCII));
        body.writeBytes(new byte[] {(byte) 0xfe, (byte) 0xf7, 45, 2, 0, (byte) 0xff, (byte) 0x81, 21});
        body.writeBytes(new byte[6]);
        body.writeBytes(new byte[] {29, 0, 0, 0});
        body.writeBytes("ijklmnopqrst\0mysql_native_password\0".getBytes(StandardCharsets.US_ASCII));
        return body.toByteArray();
    }

    /** A packet of MariaDB's. */
    public static byte[] packet(int sequence, byte[] body) {
        return packet(sequence, body.length, body);
    }

    /** A packet of MariaDB's that announces another length than it has. */
    public static byte[] packet(int sequence, int announced, byte[] body) {
        byte[] header = {(byte) announced, (byte) (announced >> 8), (byte) (announced >> 16), (byte) sequence};
        return joined(header, body);
    }

    /** A message of PostgreSQL's. */
    public static byte[] message(char kind, byte[] body) {
        return message(kind, body.length + 4, body);
    }

    /** A message of PostgreSQL's that announces another length, its own four bytes included, than it has. */
    public static byte[] message(char kind, int announced, byte[] body) {
        return ByteBuffer.allocate(5 + body.length)
                .put((byte) kind)
                .putInt(announced)
                .put(body)
                .array();
    }

    /** One after the other. */
    public static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        Arrays.stream(parts).forEach(all::writeBytes);
        return all.toByteArray();
    }
}
