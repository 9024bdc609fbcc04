package dev.dbsync.agent.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbsync.agent.database.DatabaseAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseIdentityTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "jdbc:mariadb://db/nova jdbc:mariadb://DB:3306/nova?sslMode=trust",
                "jdbc:mariadb://localhost:7/nova jdbc:mariadb://127.0.0.1:7/nova",
                "jdbc:mariadb://[::1]/nova jdbc:mariadb://localhost/nova",
                "jdbc:postgresql://db/nova jdbc:postgresql://db:5432/nova?ApplicationName=x",
                "jdbc:postgresql://a,b:7/nova jdbc:postgresql://b:7,a:5432/nova",
                "jdbc:h2:mem:x;MODE=Regular jdbc:h2:mem:x",
            })
    void oneDatabaseIsOnePlace(String one, String other) {
        assertThat(place(one)).isEqualTo(place(other));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "jdbc:mariadb://db/nova jdbc:mariadb://db/nova_cell0",
                "jdbc:mariadb://db/nova jdbc:mariadb://db/Nova",
                "jdbc:mariadb://db/nova jdbc:mariadb://db:3307/nova",
                "jdbc:mariadb://db/nova jdbc:mariadb://db2/nova",
                "jdbc:mariadb://db/nova jdbc:postgresql://db/nova",
                "jdbc:postgresql://db/nova jdbc:postgresql://db/nova?options=-c+search_path%3Dcell1",
                "jdbc:postgresql://a,b/nova jdbc:postgresql://a,c/nova",
                "jdbc:h2:mem:x jdbc:h2:mem:y",
            })
    void twoDatabasesAreTwoPlaces(String one, String other) {
        assertThat(place(one)).isNotEqualTo(place(other));
    }

    private static String place(String url) {
        return DatabaseIdentity.of(new DatabaseAddress(url, "nova", "s3cr3t"));
    }
}
