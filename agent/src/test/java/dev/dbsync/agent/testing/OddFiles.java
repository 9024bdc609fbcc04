package dev.dbsync.agent.testing;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Files that are none to be read: whoever tries it waits for ever, fills the memory, or reads what is not meant. */
public final class OddFiles implements AutoCloseable {
    private final Map<String, Path> files = new LinkedHashMap<>();
    private final ServerSocketChannel socket;

    private OddFiles(ServerSocketChannel socket) {
        this.socket = socket;
    }

    /** Makes one of each kind in a folder. */
    public static OddFiles in(Path folder) throws IOException, InterruptedException {
        OddFiles odd = new OddFiles(ServerSocketChannel.open(StandardProtocolFamily.UNIX));
        Path pipe = folder.resolve("pipe");
        if (new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() != 0) {
            throw new IOException("mkfifo failed");
        }
        odd.socket.bind(UnixDomainSocketAddress.of(folder.resolve("socket")));
        try (RandomAccessFile sparse =
                new RandomAccessFile(folder.resolve("sparse").toFile(), "rw")) {
            sparse.setLength(1L << 40);
        }
        odd.files.put("a pipe", pipe);
        odd.files.put("zeros without end", Path.of("/dev/zero"));
        odd.files.put("noise without end", Path.of("/dev/urandom"));
        odd.files.put("a device that says nothing", Path.of("/dev/null"));
        odd.files.put("a pseudo terminal", Path.of("/dev/ptmx"));
        odd.files.put("a socket", folder.resolve("socket"));
        odd.files.put("a sparse file of a tebibyte", folder.resolve("sparse"));
        odd.files.put("a folder", folder);
        odd.files.put("a link to a pipe", Files.createSymbolicLink(folder.resolve("to-pipe"), pipe));
        odd.files.put("a link to zeros", Files.createSymbolicLink(folder.resolve("to-zero"), Path.of("/dev/zero")));
        odd.files.put("a link to itself", Files.createSymbolicLink(folder.resolve("loop"), folder.resolve("loop")));
        odd.files.put("a link to nothing", Files.createSymbolicLink(folder.resolve("gone"), folder.resolve("no")));
        odd.files.put("a file below a file", folder.resolve("sparse/below"));
        odd.files.put("a kernel's file that is larger than it says", Path.of("/proc/kallsyms"));
        return odd;
    }

    /** By what they are. */
    public Map<String, Path> all() {
        return files;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
