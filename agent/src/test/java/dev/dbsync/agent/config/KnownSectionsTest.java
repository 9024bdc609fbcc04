package dev.dbsync.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbsync.agent.testing.ProjectFolder;
import java.nio.file.Files;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KnownSectionsTest {
    @ParameterizedTest
    @EnumSource
    void everyKeyStandsInTheReferenceAndInTheCommentedConfiguration(KnownSections section) throws Exception {
        String reference = Files.readString(ProjectFolder.find("docs").resolve("configuration.md"));
        String commented = Files.readString(ProjectFolder.find("config").resolve("dbsync.conf"));

        assertThat(section.keys()).allSatisfy(key -> {
            assertThat(reference).contains("| `" + key + "` |");
            assertThat(commented).containsPattern("(?m)^#? ?" + key + " =");
        });
    }
}
