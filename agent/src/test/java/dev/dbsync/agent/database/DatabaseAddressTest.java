package dev.dbsync.agent.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DatabaseAddressTest {

    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://db:5432/nova?sslpassword=s3cr3t, postgresql://db:5432/nova, postgresql",
        "jdbc:mariadb://db/nova?keyStorePassword=s3cr3t&a=b, mariadb://db/nova, mariadb",
        "jdbc:mariadb://nova:s3cr3t@db/nova, mariadb://db/nova, mariadb",
        "jdbc:mariadb://nova:?;s3cr3t@db/nova, mariadb://db/nova, mariadb",
        "jdbc:h2:file:/var/lib/dbsync/nova;CIPHER=s3cr3t, h2:file:/var/lib/dbsync/nova, h2",
    })
    void neitherTextShowsASecret(String url, String description, String scheme) {
        DatabaseAddress address = new DatabaseAddress(url, "nova", "s3cr3t");

        assertThat(address.describe()).isEqualTo(description);
        assertThat(address.scheme()).isEqualTo(scheme);
        assertThat(address).hasToString("DatabaseAddress[" + description + "]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgresql://nova:s3cr3t@db/nova", "jdbc:s3cr3t", ""})
    void anythingElseThanAJdbcUrlIsRefusedWithoutBeingShown(String url) {
        assertThatThrownBy(() -> new DatabaseAddress(url, null, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("jdbcUrl does not begin with jdbc: and a driver's name");
    }
}
