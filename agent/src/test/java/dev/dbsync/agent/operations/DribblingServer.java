package dev.dbsync.agent.operations;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/** Stands before a real server, whose answers it passes on up to some byte, and from there a byte at a time, for ever. */
final class DribblingServer implements AutoCloseable {
    private final ServerSocket listener;
    private final int server;
    private final int freely;
    private final ExecutorService threads;
    private final CountDownLatch left = new CountDownLatch(1);

    DribblingServer(int server, int freely, ExecutorService threads) throws IOException {
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.server = server;
        this.freely = freely;
        this.threads = threads;
        threads.execute(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Whether who connected first went away. */
    boolean wasLeft() throws InterruptedException {
        return left.await(20, TimeUnit.SECONDS);
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                Socket real = new Socket(InetAddress.getLoopbackAddress(), server);
                threads.execute(() -> passOn(client, real));
                threads.execute(() -> dribble(real, client));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void passOn(Socket client, Socket real) {
        try (client;
                real) {
            client.getInputStream().transferTo(real.getOutputStream());
        } catch (IOException gone) {
            // He went away all the same.
        } finally {
            left.countDown();
        }
    }

    private void dribble(Socket real, Socket client) {
        try (real;
                client) {
            InputStream answers = real.getInputStream();
            OutputStream out = client.getOutputStream();
            int sent = 0;
            for (int next = answers.read(); next >= 0; next = answers.read()) {
                if (sent++ >= freely) {
                    TimeUnit.MILLISECONDS.sleep(200);
                }
                out.write(next);
            }
        } catch (IOException gone) {
            left.countDown();
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
