package dev.dbsync.agent.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JournalFolderTest {
    @TempDir
    Path folder = Path.of("");

    @Test
    void aLinkInTheJournalsPlaceIsNotFollowed() throws Exception {
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Path journal = Files.createSymbolicLink(folder.resolve("journal"), elsewhere);

        assertThatThrownBy(() -> new JournalFolder(journal).newestFirst())
                .isInstanceOf(IOException.class)
                .hasMessage(journal + " is a link; put a folder in its place");
        assertThatThrownBy(() -> new JournalFolder(journal).prune(0)).hasMessageContaining("is a link");
    }

    @Test
    void aFolderThatIsNotThereHoldsNothing() throws Exception {
        assertThat(new JournalFolder(folder.resolve("none")).newestFirst()).isEmpty();
    }
}
