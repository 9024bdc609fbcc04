package dev.dbsync.agent.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/** A server on the loopback that plays one script to each who connects, one after the other, and then waits until they go. */
public final class ScriptedServer implements AutoCloseable {
    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final AtomicInteger present = new AtomicInteger();
    private final AtomicInteger arrivals = new AtomicInteger();
    private volatile Script script;

    /** What is said to a client. */
    public interface Script {
        /** Ends when all is said, or with an exception when the client has gone. */
        void play(InputStream in, OutputStream out) throws IOException;
    }

    /** Begins to listen. */
    public ScriptedServer(Script script) throws IOException {
        this.script = script;
        Thread acceptor = new Thread(this::accept, "scripted server");
        acceptor.setDaemon(true);
        acceptor.start();
    }

    /** Bytes that are sent at once. */
    public static Script saying(byte[]... answers) {
        return (in, out) -> {
            for (byte[] answer : answers) {
                out.write(answer);
                out.flush();
            }
        };
    }

    /** From the next client on. */
    public void plays(Script next) {
        script = next;
    }

    /** The port that it listens on. */
    public int port() {
        return listener.getLocalPort();
    }

    /** How many have connected. */
    public int arrivals() {
        return arrivals.get();
    }

    /** How many clients' connections are open. */
    public int present() {
        return present.get();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                present.incrementAndGet();
                arrivals.incrementAndGet();
                Script played = script;
                Thread player = new Thread(() -> play(client, played), "scripted answer");
                player.setDaemon(true);
                player.start();
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void play(Socket client, Script played) {
        try (client) {
            played.play(client.getInputStream(), client.getOutputStream());
            client.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException gone) {
            // which is what is waited for
        } finally {
            present.decrementAndGet();
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
