package dev.dbsync.agent.config;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Python's {@code unquote}: unlike Java's decoders, it leaves a {@code %} that begins no escape as it is. */
final class PercentEncoding {

    private PercentEncoding() {}

    static String decode(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream decoded = new ByteArrayOutputStream(bytes.length);
        for (int index = 0; index < bytes.length; index++) {
            if (isEscape(bytes, index)) {
                decoded.write(HexFormat.fromHexDigits(new String(bytes, index + 1, 2, StandardCharsets.US_ASCII)));
                index += 2;
            } else {
                decoded.write(bytes[index]);
            }
        }
        return decoded.toString(StandardCharsets.UTF_8);
    }

    /** Python's {@code unquote_plus}, as in a URL's parameters. */
    static String decodeForm(String text) {
        return decode(text.replace('+', ' '));
    }

    private static boolean isEscape(byte[] bytes, int index) {
        return bytes[index] == '%'
                && index + 2 < bytes.length
                && HexFormat.isHexDigit(bytes[index + 1])
                && HexFormat.isHexDigit(bytes[index + 2]);
    }
}
