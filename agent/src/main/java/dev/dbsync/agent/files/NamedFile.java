package dev.dbsync.agent.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A file that somebody named: in a configuration, on a command line, in a row of a database. It is read if it is a regular
 * one of at most {@value #LARGEST} bytes, and within {@value #SECONDS} seconds; a pipe, a device, or a disk that does not
 * answer holds nobody up for longer. Symbolic links are followed: that is how secrets and certificates are put in place.
 */
public record NamedFile(Path path) {
    /** In bytes. Ten thousand tokens have as much; the authorities that browsers trust, a quarter of it. */
    public static final int LARGEST = 1 << 20;

    private static final int SECONDS = 5;
    private static final int READERS = 16;
    private static final ThreadPoolExecutor POOL = new ThreadPoolExecutor(
            READERS, READERS, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), NamedFile::thread);

    static {
        POOL.allowCoreThreadTimeOut(true);
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "file-reader");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * The text, as UTF-8.
     *
     * @throws FileRefusedException if the file cannot be read, or is not UTF-8
     */
    public String text() throws FileRefusedException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes()))
                    .toString();
        } catch (CharacterCodingException foreign) {
            throw new FileRefusedException("is not UTF-8", "save it as UTF-8");
        }
    }

    /**
     * All bytes.
     *
     * @throws FileRefusedException if the file cannot be read
     */
    public byte[] bytes() throws FileRefusedException {
        // Opening a pipe waits for a writer and cannot be interrupted: between the look and the opening, a file may
        // become one. So the one who waits is another thread.
        Future<byte[]> reading = POOL.submit(this::read);
        try {
            return reading.get(SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException failure) {
            throw refused(Objects.requireNonNullElse(failure.getCause(), failure), path);
        } catch (TimeoutException slow) {
            throw new FileRefusedException("was not read within " + SECONDS + " s", "see that its disk answers");
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new FileRefusedException("was not read to its end, since the agent stops", "try again");
        } finally {
            reading.cancel(true);
        }
    }

    private byte[] read() throws IOException, FileRefusedException {
        Path place = ServiceSecret.place(path);
        requireRegular(Files.readAttributes(place, BasicFileAttributes.class));
        try (FileChannel channel = FileChannel.open(place)) {
            ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(channel.size(), LARGEST) + 1);
            while (channel.read(buffer) >= 0) {
                if (buffer.position() > LARGEST) {
                    throw tooLarge();
                }
                if (!buffer.hasRemaining()) {
                    // It has grown, or never told its size.
                    buffer = ByteBuffer.allocate(LARGEST + 1).put(buffer.flip());
                }
            }
            byte[] bytes = new byte[buffer.flip().remaining()];
            buffer.get(bytes);
            return bytes;
        }
    }

    private static void requireRegular(BasicFileAttributes attributes) throws FileRefusedException {
        if (attributes.isDirectory()) {
            throw new FileRefusedException("is a folder", "name the file in it");
        }
        if (!attributes.isRegularFile()) {
            throw new FileRefusedException("is a pipe, a device or a socket", "name a regular file");
        }
        if (attributes.size() > LARGEST) {
            throw tooLarge();
        }
    }

    private static FileRefusedException tooLarge() {
        return new FileRefusedException("is larger than " + LARGEST + " bytes", "name the right file");
    }

    private static FileRefusedException refused(Throwable cause, Path path) {
        if (cause instanceof FileRefusedException refusal) {
            return refusal;
        }
        if (cause instanceof NoSuchFileException) {
            return new FileRefusedException("is not there", "make it, or correct its path");
        }
        if (cause instanceof AccessDeniedException) {
            return new FileRefusedException("may not be read", AgentUser.remedy(System.getProperty("user.name"), path));
        }
        return new FileRefusedException("cannot be read", "see that it is a file, on a disk that works");
    }
}
