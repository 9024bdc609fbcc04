package dev.dbsync.agent.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What comes from outside has nothing run, read, written or called that nobody named: the kernel is asked, so that no library can hide it. */
@Timeout(3_600)
class FuzzedSilenceTest {
    private static final Path TRACER = Path.of("/usr/bin/strace");
    private static final String CALLS =
            "trace=execve,connect,openat,open,creat,unlink,unlinkat,rename,renameat,renameat2,mkdir";
    private static final Pattern PATH = Pattern.compile("\"(/[^\"]*)\"");
    private static final Pattern CHANGE = Pattern.compile("O_WRONLY|O_RDWR|O_CREAT|creat\\(|unlink|rename|mkdir");

    /** What a Java process reads of its host whatever it does. */
    private static final Pattern HOST = Pattern.compile(
            "/(proc|sys|usr|lib|lib64)(/.*)?|/dev/(u?random|null|tty)|/|/etc"
                    + "(/(ld\\.so\\..*|passwd|group|hosts|host\\.conf|gai\\.conf|resolv\\.conf|nsswitch\\.conf|services|localtime|timezone|java.*|ssl.*|os-release))?");

    @TempDir
    private Path folder = Path.of("");

    @Test
    void nothingIsTouchedThatNobodyNamed() throws Exception {
        assertThat(TRACER).as("apt-get install strace").isExecutable();
        Path trace = folder.resolve("trace");
        Path mine = Files.createDirectory(folder.resolve("tmp"));

        assertThat(fuzzersUnder(trace, mine)).isZero();

        List<String> calls = Files.readAllLines(trace).stream()
                .filter(call -> !call.contains("resumed>") && !call.contains("ENOENT"))
                .toList();
        assertThat(calls).filteredOn(call -> call.contains("execve(")).hasSize(1);
        assertThat(calls)
                .filteredOn(call -> call.contains("connect(") && call.contains("sa_family=AF_INET"))
                .isNotEmpty()
                .allMatch(call ->
                        call.contains("127.0.0.1") || call.contains("\"::1\"") || call.contains("::ffff:127.0.0.1"));
        assertThat(calls)
                .filteredOn(call -> !call.contains("execve(") && !call.contains("connect("))
                .isNotEmpty()
                .allMatch(call -> isNamed(call, mine));
    }

    @Test
    void tellsWhatNobodyNamed() {
        assertThat(List.of(
                        "1 openat(AT_FDCWD, \"/etc/shadow\", O_RDONLY) = 3",
                        "1 openat(AT_FDCWD, \"/etc/nova/nova.conf\", O_RDONLY|O_CLOEXEC) = 3",
                        "1 openat(AT_FDCWD, \"/dev/zero\", O_RDONLY) = 3",
                        "1 openat(AT_FDCWD, \"/usr/lib/x\", O_WRONLY|O_CREAT, 0666) = 3",
                        "1 unlink(\"/etc/hosts\") = 0"))
                .noneMatch(call -> isNamed(call, folder));
        assertThat(isNamed("1 openat(AT_FDCWD, \"" + folder + "/x\", O_WRONLY|O_CREAT, 0666) = 3", folder))
                .isTrue();
    }

    private static boolean isNamed(String call, Path mine) {
        boolean changes = CHANGE.matcher(call).find();
        Matcher path = PATH.matcher(call);
        return !path.find() || isNamed(path.group(1), changes, mine);
    }

    private static boolean isNamed(String path, boolean changes, Path mine) {
        return path.startsWith(mine.toString())
                || path.startsWith("/tmp/hsperfdata_")
                || (changes
                        ? path.matches("/dev/null|/proc/self/.*|/dev/tty")
                        : HOST.matcher(path).matches() || isOfTheProgram(path));
    }

    private static boolean isOfTheProgram(String path) {
        return Stream.concat(
                        Stream.of(System.getProperty("java.home")),
                        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator)))
                .anyMatch(part -> path.startsWith(part) || part.startsWith(path));
    }

    private int fuzzersUnder(Path trace, Path mine) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                TRACER.toString(),
                "-f",
                "--seccomp-bpf",
                "-qq",
                "-e",
                CALLS,
                "-o",
                trace.toString(),
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + mine,
                "-Dfuzz.count=" + Fuzz.count(100),
                "-Dfuzz.seed=" + Fuzz.seed(1),
                "-cp",
                System.getProperty("java.class.path"),
                Fuzzers.class.getName()));
        return new ProcessBuilder(command)
                .directory(mine.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .start()
                .waitFor();
    }
}
