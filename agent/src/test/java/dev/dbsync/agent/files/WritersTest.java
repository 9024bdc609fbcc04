package dev.dbsync.agent.files;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WritersTest {
    @TempDir
    Path temporary = Path.of("");

    private Path folder = Path.of("");
    private Path file = Path.of("");

    @BeforeEach
    void aFile() throws Exception {
        folder = Files.createDirectory(temporary.resolve("folder"));
        file = Files.writeString(folder.resolve("tokens"), "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw-r--r--", "r--------", "rw-rw----"})
    void whatOnlyItsOwnerAndTheAgentMayWriteIsTrusted(String mode) throws Exception {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));

        assertThatCode(() -> Writers.requireTrusted(file)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r---w-", "rw-rw-rw-", "-------w-"})
    void whatOthersMayWriteIsNot(String mode) throws Exception {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));

        assertThatThrownBy(() -> Writers.requireTrusted(file))
                .hasMessageStartingWith("may be written by others than its owner; take that right away");
    }

    @Test
    void norWhatOthersMayReplace() throws Exception {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));

        assertThatThrownBy(() -> Writers.requireTrusted(file)).hasMessageStartingWith("lies in a folder that others");
        assertThatThrownBy(() -> Writers.requireTrusted(Files.createSymbolicLink(temporary.resolve("link"), file)))
                .hasMessageStartingWith("lies in a folder that others");
    }

    @Test
    void aStickyFolderKeepsEachUsersFiles() throws Exception {
        Files.setAttribute(folder, "unix:mode", 01777);

        assertThatCode(() -> Writers.requireTrusted(file)).doesNotThrowAnyException();
    }
}
