package dev.dbsync.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpAnswerReaderTest {
    private static HttpAnswer read(String text) throws IOException {
        return new HttpAnswerReader(
                        new ByteArrayInputStream(text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8)))
                .read();
    }

    @Test
    void readsABodyOfAKnownLengthAndNoMore() throws Exception {
        assertThat(read("HTTP/1.1 200 OK\nContent-Type: application/json\nCONTENT-LENGTH: 3\n\näbc"))
                .isEqualTo(new HttpAnswer(200, "äb"));
    }

    @Test
    void readsABodyInChunks() throws Exception {
        assertThat(read("HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n3;x=y\nabc\nA\n0123456789\n0\nTrailer: x\n\n"))
                .isEqualTo(new HttpAnswer(200, "abc0123456789"));
    }

    @Test
    void readsABodyUpToTheConnectionsEnd() throws Exception {
        assertThat(read("HTTP/1.0 503 \n\nabc")).isEqualTo(new HttpAnswer(503, "abc"));
    }

    @Test
    void passesOverInterimAnswers() throws Exception {
        assertThat(read("HTTP/1.1 100 Continue\n\nHTTP/1.1 204 No Content\n\n")).isEqualTo(new HttpAnswer(204, ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTTP/1.1 200 OK",
                "HTTP/1.1 200 OK\nContent-Length: 4\n\nabc",
                "HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n4\nabc",
                "HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n3\nabc\n"
            })
    void refusesAnAnswerThatIsCutShort(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(EOFException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SSH-2.0-OpenSSH_9.2\n",
                "HTTP/2 200\n\n",
                "HTTP/1.1 200 OK\nContent-Length: -1\n\n",
                "HTTP/1.1 200 OK\nContent-Length: 99999999999\n\n",
                "HTTP/1.1 200 OK\nContent-Length: 99999999\n\n",
                "HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\nx\n",
                "HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n3\nabcd\n"
            })
    void refusesWhatIsNotHttpOrTooLarge(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(ProtocolException.class);
    }

    @Test
    void refusesLinesAndHeadersWithoutEnd() {
        assertThatThrownBy(() -> read("HTTP/1.1 200 " + "x".repeat(20_000) + "\n\n"))
                .isInstanceOf(ProtocolException.class);
        assertThatThrownBy(() -> read("HTTP/1.1 200 OK\n" + "a: b\n".repeat(300) + "\n"))
                .isInstanceOf(ProtocolException.class);
    }
}
