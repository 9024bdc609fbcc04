package dev.dbsync.agent.database.driver;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;

/** A socket on which a server may say little until the log-in is over: drivers keep in memory what it says. */
final class BoundedSocket extends Socket {
    private static final int MOST_BYTES = 1 << 20;

    private final Login login;

    BoundedSocket(Login login) {
        this.login = login;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        InputStream bytes = super.getInputStream();
        return login.over() ? bytes : new Bounded(bytes, login);
    }

    private static final class Bounded extends FilterInputStream {
        private final Login login;
        private long count;

        Bounded(InputStream bytes, Login login) {
            super(bytes);
            this.login = login;
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            count(one < 0 ? 0 : 1);
            return one;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = super.read(bytes, offset, length);
            count(read);
            return read;
        }

        private void count(int more) throws SocketException {
            count += more;
            if (count > MOST_BYTES && !login.over()) {
                throw new SocketException(
                        "the server sent more than " + MOST_BYTES + " bytes before it let anybody in");
            }
        }
    }
}
