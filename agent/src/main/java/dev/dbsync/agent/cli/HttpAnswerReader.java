package dev.dbsync.agent.cli;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one answer in HTTP/1.1: a body of a known length, in chunks, or up to the connection's end. */
final class HttpAnswerReader {
    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] ([1-9][0-9]{2})( .*)?");
    private static final int LONGEST_LINE = 16 * 1024;
    private static final int MOST_HEADERS = 200;
    /** A plan with the SQL of several catalogues has a few megabytes. */
    private static final int LARGEST_BODY = 64 * 1024 * 1024;

    private final InputStream input;

    HttpAnswerReader(InputStream input) {
        this.input = new BufferedInputStream(input);
    }

    /**
     * Reads the answer to a request that was not HEAD.
     *
     * @throws ProtocolException if it is not HTTP, or too large
     * @throws EOFException if it ends before its end
     */
    HttpAnswer read() throws IOException {
        int status;
        Map<String, String> headers;
        do {
            status = status();
            headers = headers();
        } while (status < 200); // An interim answer comes before the real one.
        return new HttpAnswer(
                status, status == 204 || status == 304 ? "" : new String(body(headers), StandardCharsets.UTF_8));
    }

    private int status() throws IOException {
        Matcher line = STATUS_LINE.matcher(line());
        if (!line.matches()) {
            throw new ProtocolException("what listens there does not speak HTTP/1.1");
        }
        return Integer.parseInt(line.group(1));
    }

    private Map<String, String> headers() throws IOException {
        Map<String, String> headers = new TreeMap<>();
        for (int count = 0; count <= MOST_HEADERS; count++) {
            String line = line();
            if (line.isEmpty()) {
                return headers;
            }
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.put(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
        }
        throw new ProtocolException("the answer has more than " + MOST_HEADERS + " headers");
    }

    private byte[] body(Map<String, String> headers) throws IOException {
        if (headers.getOrDefault("transfer-encoding", "").equalsIgnoreCase("chunked")) {
            return chunks();
        }
        @Nullable String length = headers.get("content-length");
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        if (length == null) {
            byte[] rest = input.readNBytes(LARGEST_BODY + 1);
            requireSize(rest.length);
            return rest;
        }
        append(number(length, 10), body);
        return body.toByteArray();
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        int size = chunkSize();
        while (size > 0) {
            append(size, body);
            if (!line().isEmpty()) {
                throw new ProtocolException("a chunk of the answer does not end where it should");
            }
            size = chunkSize();
        }
        headers(); // Trailers, of which there is no use.
        return body.toByteArray();
    }

    private int chunkSize() throws IOException {
        return number(line().replaceFirst(";.*", "").strip(), 16);
    }

    private void append(int size, ByteArrayOutputStream body) throws IOException {
        requireSize((long) body.size() + size);
        byte[] bytes = input.readNBytes(size);
        if (bytes.length < size) {
            throw cutShort();
        }
        body.write(bytes, 0, size);
    }

    private static int number(String text, int radix) throws IOException {
        try {
            int number = Integer.parseInt(text, radix);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException malformed) {
            // is refused like a negative one
        }
        throw new ProtocolException("the answer has no usable length");
    }

    private static void requireSize(long size) throws IOException {
        if (size > LARGEST_BODY) {
            throw new ProtocolException("the answer is larger than " + LARGEST_BODY + " bytes");
        }
    }

    /** A line without its end, which is a line feed that should, but need not, follow a carriage return. */
    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int read = input.read(); read != '\n'; read = input.read()) {
            if (read < 0) {
                throw cutShort();
            }
            if (line.size() == LONGEST_LINE) {
                throw new ProtocolException("the answer has a line of more than " + LONGEST_LINE + " bytes");
            }
            line.write(read);
        }
        String text = line.toString(StandardCharsets.ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    private static EOFException cutShort() {
        return new EOFException("the connection was closed before the answer's end");
    }
}
