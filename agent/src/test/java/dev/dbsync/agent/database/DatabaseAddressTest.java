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
        "jdbc:mariadb://db/nova?serverSslCert=/s3cr3t&sslMode=trust, mariadb://db/nova, mariadb",
        "jdbc:h2:file:/var/lib/dbsync/nova;MODE=s3cr3t, h2:file:/var/lib/dbsync/nova, h2",
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:mariadb://nova:s3cr3t@db/nova",
                "jdbc:mariadb://db/nova?initSql=s3cr3t",
                "jdbc:mariadb://db/address=(host=s3cr3t)",
                "jdbc:postgresql://db/nova?socketFactory=s3cr3t.Sockets",
                "jdbc:postgresql://db/nova?loggerFile=%2Ftmp%2Fs3cr3t",
                "jdbc:h2:mem:x;INIT=s3cr3t",
                "jdbc:h2:mem:x;MODE=Regular\\;s3cr3t",
                "jdbc:h2:tcp://s3cr3t/x",
                "jdbc:sqlserver://s3cr3t",
            })
    void noAddressHoldsMoreThanItsFormLists(String url) {
        assertThatThrownBy(() -> new DatabaseAddress(url, null, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("s3cr3t");
    }
}
