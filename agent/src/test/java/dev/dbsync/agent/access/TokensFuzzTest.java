package dev.dbsync.agent.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbsync.agent.fuzz.Fuzz;
import dev.dbsync.agent.fuzz.Leftovers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files of tokens and of certificates' names that are not quite right: each is read, or refused without being shown. */
@Timeout(3_600)
final class TokensFuzzTest {
    private static final int USUAL = 2_000;
    private static final String TOKEN = "s3cr3t-token";

    @TempDir
    private Path folder = Path.of("");

    @Test
    void aFileLetsInWhomItListsOrNobody() throws Exception {
        Leftovers before = Leftovers.since();
        String listed = TokenEntry.of("ansible", Role.OPERATOR, TOKEN).line();
        String other = TokenEntry.of("other", Role.READER, "another").line();
        Fuzz fuzz = Fuzz.ofTexts(
                listed + "\n" + other + "\n",
                "# note\n\n  " + listed + " # behind\r\n",
                TOKEN + " operator " + TOKEN + "\n",
                "");
        Path file = folder.resolve("tokens");
        for (int count = Fuzz.count(USUAL); count > 0; count--) {
            byte[] bytes = fuzz.next();
            Files.write(file, bytes);
            try {
                requireOnlyListed(AccessFile.ofTokens(file).content(), fuzz.told(bytes));
            } catch (AccessFileException refused) {
                assertThat(refused).describedAs(fuzz.told(bytes)).message().doesNotContain(TOKEN);
            }
        }
        before.requireNone();
    }

    private static void requireOnlyListed(Tokens tokens, String told) {
        Set<String> names = new HashSet<>();
        for (TokenEntry entry : tokens.entries()) {
            assertThat(TokenEntry.isName(entry.name()) && names.add(entry.name()))
                    .describedAs(told)
                    .isTrue();
        }
        assertThat(tokens.find("nobody's")).describedAs(told).isEmpty();
        String hash = TokenEntry.of("any", Role.READER, TOKEN).hash();
        assertThat(tokens.find(TOKEN))
                .describedAs(told)
                .isIn(
                        Optional.empty(),
                        tokens.entries().stream()
                                .filter(entry -> entry.hash().equalsIgnoreCase(hash))
                                .reduce((first, last) -> last));
    }

    @Test
    void aFileOfRolesGivesThemToItsNamesOrToNobody() throws Exception {
        Fuzz fuzz =
                Fuzz.ofTexts("ctl-1.example.org reader\nJane Doe operator # note\n", "*.example.org operator\n\n#\n");
        Path file = folder.resolve("certificates");
        for (int count = Fuzz.count(USUAL); count > 0; count--) {
            byte[] bytes = fuzz.next();
            Files.write(file, bytes);
            try {
                assertThat(AccessFile.ofCertificates(file).content().caller(Set.of("ctl-2.example.org")))
                        .describedAs(fuzz.told(bytes))
                        .isEmpty();
            } catch (AccessFileException refused) {
                assertThat(refused).describedAs(fuzz.told(bytes)).message().startsWith(file.toString());
            }
        }
    }
}
