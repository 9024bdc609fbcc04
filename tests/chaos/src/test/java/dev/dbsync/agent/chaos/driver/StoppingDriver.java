package dev.dbsync.agent.chaos.driver;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Optional;
import java.util.Properties;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Takes every URL in a process that was told to stop at a statement, and none in any other. It is named first on the class
 * path, and so is asked before the driver that it hands the URL on to.
 */
public final class StoppingDriver implements Driver {
    static {
        register();
    }

    private static void register() {
        try {
            DriverManager.registerDriver(new StoppingDriver());
        } catch (SQLException exception) {
            throw new IllegalStateException("cannot register the driver", exception);
        }
    }

    @Override
    public @Nullable Connection connect(String url, Properties properties) throws SQLException {
        Optional<Stops> stops = Stops.ofThisProcess();
        if (stops.isEmpty()) {
            return null;
        }
        Connection connection = real(url).connect(url, properties);
        return Wrapped.connection(connection, stops.get());
    }

    @Override
    public boolean acceptsURL(String url) {
        return Stops.ofThisProcess().isPresent();
    }

    private static Driver real(String url) throws SQLException {
        for (Driver driver : DriverManager.drivers().toList()) {
            if (!(driver instanceof StoppingDriver) && driver.acceptsURL(url)) {
                return driver;
            }
        }
        throw new SQLException("no driver takes this URL");
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties properties) {
        return new DriverPropertyInfo[0];
    }

    @Override
    public int getMajorVersion() {
        return 1;
    }

    @Override
    public int getMinorVersion() {
        return 0;
    }

    @Override
    public boolean jdbcCompliant() {
        return false;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("this driver has no logger");
    }
}
