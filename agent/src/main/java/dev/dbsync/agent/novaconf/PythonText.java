package dev.dbsync.agent.novaconf;

/** Python's idea of white space, which is what oslo.config takes off the ends of lines and values. */
final class PythonText {

    private PythonText() {}

    static String strip(String text) {
        return stripLeading(stripTrailing(text));
    }

    static String stripLeading(String text) {
        int start = 0;
        while (start < text.length() && isSpace(text.charAt(start))) {
            start++;
        }
        return text.substring(start);
    }

    static String stripTrailing(String text) {
        int end = text.length();
        while (end > 0 && isSpace(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end);
    }

    /** As {@code str.isspace}: beyond Java's white space, the spaces that do not break, and the next-line character. */
    private static boolean isSpace(char character) {
        return Character.isWhitespace(character) || Character.isSpaceChar(character) || character == '\u0085';
    }
}
