package dev.dbsync.agent.execution.liquibase;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnTypesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            VARCHAR(36)                    | character varying(36)
            INTEGER                        | integer
            SERIAL                         | integer
            BIGSERIAL                      | bigint
            TIMESTAMP WITHOUT TIME ZONE    | timestamp without time zone
            TIMESTAMP(3) WITH TIME ZONE    | timestamp(3) with time zone
            DOUBLE PRECISION               | double precision
            FLOAT                          | double precision
            TEXT                           | text
            INET                           | inet
            INSTANCES0LOCKED_BY            | instances0locked_by
            DECIMAL(10, 2)                 | numeric(10,2)
            CHAR                           | character(1)
            """)
    void printsTypesAsPostgresqlDoes(String declared, String printed) {
        assertThat(new PostgresqlTypes().normalForm(declared)).isEqualTo(printed);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
            'ssh'        | keypair_types          | 'ssh'::keypair_types
            'a'          | character varying(255) | 'a'::character varying
            'a'          | character(3)           | 'a'::bpchar
            0            | integer                | 0
            -1           | integer                | '-1'::integer
            TRUE         | boolean                | true
            now()        | timestamp              | now()
            """)
    void printsDefaultsAsPostgresqlDoes(String literal, String type, String printed) {
        assertThat(new PostgresqlTypes().defaultValue(literal, type)).isEqualTo(printed);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
            INT                                             | int(11)
            INT UNSIGNED                                    | int(10) unsigned
            BIGINT                                          | bigint(20)
            TINYINT(1)                                      | tinyint(1)
            VARCHAR(200) CHARACTER SET utf8 COLLATE utf8_bin | varchar(200)
            datetime                                        | datetime
            FLOAT                                           | float
            MEDIUMTEXT                                      | mediumtext
            ENUM('migration', 'live-migration')             | enum('migration','live-migration')
            NUMERIC(10, 2)                                  | decimal(10,2)
            """)
    void printsTypesAsMariadbDoes(String declared, String printed) {
        assertThat(new MariadbTypes().normalForm(declared)).isEqualTo(printed);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
            INT                            | integer
            VARCHAR(36)                    | character varying(36)
            CLOB                           | character large object
            BOOLEAN                        | boolean
            TIMESTAMP                      | timestamp
            TIMESTAMP(3) WITH TIME ZONE    | timestamp with time zone
            FLOAT                          | double precision
            ENUM('owner', 'admin')         | enum('owner','admin')
            DECIMAL(10, 2)                 | numeric(10,2)
            """)
    void givesTypesOfH2TheDocumentedForm(String declared, String printed) {
        assertThat(new H2Types().normalForm(declared)).isEqualTo(printed);
    }
}
