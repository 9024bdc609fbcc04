package dev.dbsync.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dbsync.agent.database.DatabaseAddress;
import dev.dbsync.agent.database.DriverConnectionSource;
import dev.dbsync.agent.novaconf.NovaConnection;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import javax.net.SocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What somebody writes into a row, a file of Nova's or dbsync.conf neither makes a file, nor loads a class, nor calls an
 * address that is not the database's. Each URL is used as far as the agent lets it come.
 */
@Timeout(120)
final class HostileUrlsTest {
    private static final AtomicBoolean LOADED = new AtomicBoolean();

    /** Stands for any class that a URL could name. */
    public static final class Trap extends SocketFactory {
        static {
            LOADED.set(true);
        }

        @Override
        public java.net.Socket createSocket(String host, int port) throws IOException {
            throw new IOException("trapped");
        }

        @Override
        public java.net.Socket createSocket(String host, int port, InetAddress local, int localPort)
                throws IOException {
            throw new IOException("trapped");
        }

        @Override
        public java.net.Socket createSocket(InetAddress host, int port) throws IOException {
            throw new IOException("trapped");
        }

        @Override
        public java.net.Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
                throws IOException {
            throw new IOException("trapped");
        }
    }

    /** FILE is one that must not be made, CALL an address that must not be called, TRAP a class not to be loaded. */
    private static final List<String> JDBC = List.of(
            "jdbc:h2:mem:a;INIT=call csvwrite('FILE', 'select 1')",
            "jdbc:h2:mem:b;init=runscript from 'http://CALL/x.sql'",
            "jdbc:h2:mem:c;MODE=Regular\\;script to 'FILE'",
            "jdbc:h2:mem:d;DATABASE_EVENT_LISTENER='TRAP'",
            "jdbc:h2:file:FILE;TRACE_LEVEL_FILE=3",
            "jdbc:h2:mem:e;AUTHREALM=x;AUTHENTICATOR=TRUE",
            "jdbc:h2:mem:f;JAVA_OBJECT_SERIALIZER='TRAP'",
            "jdbc:h2:mem:g;NON_KEYWORDS=A;COMPRESS=1\\;call csvwrite('FILE','select 1')",
            "jdbc:h2:mem:h;LOCK_TIMEOUT=1 call csvwrite('FILE','select 1')",
            "jdbc:h2:tcp://CALL/x",
            "jdbc:h2:ssl://CALL/x",
            "jdbc:h2:zip:FILE!/x",
            "jdbc:h2:split:10:FILE",
            "jdbc:h2:nio:FILE",
            "jdbc:h2:FILE",
            "jdbc:h2:~/../..FILE",
            "jdbc:h2:mem:i;PASSWORD=x;USER=y;INIT=call csvwrite('FILE','select 1')",
            "jdbc:postgresql://127.0.0.1:1/x?socketFactory=TRAP",
            "jdbc:postgresql://127.0.0.1:1/x?sslfactory=TRAP&sslmode=require",
            "jdbc:postgresql://127.0.0.1:1/x?sslhostnameverifier=TRAP",
            "jdbc:postgresql://127.0.0.1:1/x?sslpasswordcallback=TRAP",
            "jdbc:postgresql://127.0.0.1:1/x?authenticationPluginClassName=TRAP",
            "jdbc:postgresql://127.0.0.1:1/x?xmlFactoryFactory=TRAP",
            "jdbc:postgresql://127.0.0.1:1/x?connectExecutor=TRAP",
            "jdbc:postgresql://127.0.0.1:1/x?loggerLevel=TRACE&loggerFile=FILE",
            "jdbc:postgresql://127.0.0.1:1/x?service=s",
            "jdbc:postgresql://127.0.0.1:1/x?PGHOST=127.0.0.1&PGPORT=PORT",
            "jdbc:postgresql://127.0.0.1:1/x?socketFactory=dev.dbsync.agent.config.HostileUrlsTest%24Trap",
            "jdbc:mariadb://127.0.0.1:1/x?socketFactory=TRAP",
            "jdbc:mariadb://127.0.0.1:1/x?SocketFactory=TRAP",
            "jdbc:mariadb://127.0.0.1:1/x?tlsSocketType=TRAP",
            "jdbc:mariadb://127.0.0.1:1/x?credentialType=TRAP",
            "jdbc:mariadb://127.0.0.1:1/x?codecs=TRAP",
            "jdbc:mariadb://127.0.0.1:1/x?initSql=select 1 into outfile 'FILE'",
            "jdbc:mariadb://127.0.0.1:1/x?sessionVariables=a=(select 1 into outfile 'FILE')",
            "jdbc:mariadb://127.0.0.1:1/x?trustStore=http://CALL/x",
            "jdbc:mariadb://127.0.0.1:1/x?keyStore=http://CALL/x",
            "jdbc:mariadb://127.0.0.1:1/x?serverSslCert=classpath:x",
            "jdbc:mariadb://127.0.0.1:1/x?serverRsaPublicKeyFile=/etc/shadow",
            "jdbc:mariadb://127.0.0.1:1/x?allowLocalInfile=true",
            "jdbc:mariadb://127.0.0.1:1/x?pipe=FILE",
            "jdbc:mariadb://127.0.0.1:1/x?localSocket=FILE",
            "jdbc:mariadb://address=(host=127.0.0.1)(port=PORT)/x",
            "jdbc:mariadb://127.0.0.1:1/address=(host=127.0.0.1)(port=PORT)/x",
            "jdbc:mysql://127.0.0.1:1/x?initSql=x",
            "jdbc:mysql+srv://CALL/x",
            "jdbc:tc:mysql:x",
            "jdbc:hsqldb:file:FILE");

    private static final List<String> SQL_ALCHEMY = List.of(
            "h2:file:FILE",
            "h2+pymysql://CALL/x",
            "mysql://127.0.0.1:1/x?socketFactory=TRAP",
            "mysql://127.0.0.1:1/x?init_command=select 1 into outfile 'FILE'",
            "mysql://127.0.0.1:1/x%3FinitSql=a?charset=utf8",
            "mysql://127.0.0.1:1/x&socketFactory=TRAP",
            "mysql://127.0.0.1:1/x;socketFactory=TRAP",
            "mysql://127.0.0.1:1/address=(host=127.0.0.1)(port=PORT)/x",
            "mysql://127.0.0.1:1/a/b?read_timeout=1",
            "mysql://127.0.0.1:1/x?bind_address=0.0.0.0%26socketFactory=TRAP",
            "mysql://127.0.0.1:1/x?ssl_ca=/a%26socketFactory%3DTRAP",
            "mysql://127.0.0.1:1/x?ssl_ca=classpath:x",
            "mysql://127.0.0.1:1/x?ssl_ca=http://CALL/x",
            "mysql://127.0.0.1:1/x?unix_socket=/x%26socketFactory%3DTRAP",
            "mysql://127.0.0.1:1/x\nsocketFactory=TRAP",
            "mysql://[::1%2F@CALL]:1/x",
            "mysql://127.0.0.1:1,CALL/x",
            "postgresql://127.0.0.1:1/x?socketFactory=TRAP",
            "postgresql://127.0.0.1:1/x?sslfactory=TRAP",
            "postgresql://127.0.0.1:1/x?options=-c local_preload_libraries=x",
            "postgresql://127.0.0.1:1/x?options=-csearch_path=a -c session_preload_libraries=x",
            "postgresql://127.0.0.1:1/x?loggerFile=FILE",
            "postgresql://127.0.0.1:1/x?service=x",
            "postgresql://127.0.0.1:1/x?passfile=FILE",
            "postgresql:///x?host=127.0.0.1%2FCALL",
            "postgresql:///x?host=127.0.0.1:1%3FsocketFactory=TRAP",
            "postgresql:///x?host=a%0Ab",
            "postgresql+asyncpg://CALL/x",
            "sqlite:///FILE",
            "mysql:////FILE?read_default_group=x&ssl_key=/x");

    /** Those that are no harm, whose special characters stay within what they stand in. */
    private static final List<String> SPECIAL = List.of(
            "postgresql://127.0.0.1:1/x%3FsocketFactory=TRAP",
            "postgresql://127.0.0.1:1/x&socketFactory=TRAP",
            "postgresql://127.0.0.1:1/x;y#z",
            "postgresql://u%26socketFactory=TRAP:p%3F%26%0A@127.0.0.1:1/x",
            "postgresql://127.0.0.1:1/x?application_name=a%26socketFactory%3DTRAP",
            "postgresql:///x?host=/none%26socketFactory%3DTRAP",
            "postgresql://127.0.0.1:1/x?sslrootcert=/none%26socketFactory%3DTRAP&sslmode=verify-ca",
            "mysql://u%26socketFactory=TRAP:p%3F%26%0A@127.0.0.1:1/x",
            "mysql://127.0.0.1:1/\u00fcn\u00efc\u00f6de",
            "mysql://[::1]:1/x");

    @TempDir
    Path folder = Path.of("");

    private ServerSocketChannel address = unbound();

    private static ServerSocketChannel unbound() {
        try {
            return ServerSocketChannel.open();
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    @BeforeEach
    void listen() throws IOException {
        address.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        address.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)).configureBlocking(false);
        LOADED.set(false);
    }

    @AfterEach
    void noHarmWasDone() throws IOException {
        assertThat(address.accept()).as("a call").isNull();
        address.close();
        assertThat(LOADED).as("a class was loaded").isFalse();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).as("files that were made").isEmpty();
        }
    }

    static List<String> jdbc() {
        return JDBC;
    }

    static List<String> ofData() {
        return Stream.of(JDBC, SQL_ALCHEMY, List.of("jdbc:postgresql://127.0.0.1:1/x", "jdbc:h2:mem:x"))
                .flatMap(List::stream)
                .toList();
    }

    static List<String> sqlAlchemy() {
        return SQL_ALCHEMY;
    }

    static List<String> special() {
        return SPECIAL;
    }

    @ParameterizedTest
    @MethodSource("jdbc")
    void theOperatorsOwnUrlDoesNoHarm(String url) {
        assertThat(attempt(url, DatabaseUrl::ofOperator)).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("ofData")
    void aUrlOfAFileOfNovasDoesNoHarm(String url) {
        assertThat(attempt(url, DatabaseUrl::ofNovaConf)).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("ofData")
    void aUrlOfARowDoesNoHarm(String url) {
        assertThat(attempt(url, DatabaseUrl::ofRow)).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("special")
    void specialCharactersStayWhereTheyAre(String url) {
        assertThat(attempt(url, DatabaseUrl::ofRow)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("sqlAlchemy")
    void theErrorNamesTheRowWhatWasSeenAndARemedy(String url) throws UnusableValueException {
        DatabaseConnection local = DatabaseConnection.of("mysql://nova:s3cr3t@db/nova");
        String withSecret = filled(url).replace("://", "://nova:s3cr3t@");
        UnusableConnectionException refusal = catchThrowableOfType(
                UnusableConnectionException.class,
                () -> local.cell(withSecret, "cell_mappings row 7", "database_connection"));

        assertThat(refusal.describe())
                .startsWith("cell_mappings row 7: database_connection: ")
                .doesNotContain("s3cr3t");
        assertThat(refusal.remedy()).isNotBlank().doesNotContain("s3cr3t");
    }

    @ParameterizedTest
    @MethodSource("jdbc")
    void connectionParametersDoNoHarmEither(String url) {
        int parameters = Math.max(url.indexOf('?'), url.indexOf(';'));
        String added = parameters < 0 ? url : url.substring(parameters + 1);
        NovaConnection nova = new NovaConnection("mysql://127.0.0.1:1/x", filled(added), "f", 1, "g", "k");

        attempt(nova.complete(), DatabaseUrl::ofNovaConf);
        attempt(nova.complete(), DatabaseUrl::ofRow);
    }

    @FunctionalInterface
    interface Reader {
        DatabaseAddress read(String url) throws UnusableValueException;
    }

    /** What is wrong with the URL; empty if it was used. */
    private String attempt(String url, Reader reader) {
        try {
            DriverConnectionSource source = new DriverConnectionSource(reader.read(filled(url)), "test");
            use(source);
            return "";
        } catch (UnusableValueException refusal) {
            return String.valueOf(refusal.getMessage());
        }
    }

    private static void use(DriverConnectionSource source) {
        try {
            source.openForQuestions().close();
            source.open().close();
        } catch (SQLException noServerThere) {
            assertThat(source.explain(noServerThere)).isNotBlank();
        }
    }

    private String filled(String url) {
        int port = address.socket().getLocalPort();
        return url.replace("FILE", folder.resolve("made").toString())
                .replace("CALL", "127.0.0.1:" + port)
                .replace("PORT", String.valueOf(port))
                .replace("TRAP", Trap.class.getName());
    }
}
