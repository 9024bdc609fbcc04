package dev.dbsync.agent.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CertificateRolesTest {
    @Test
    void aNameThatIsListedHasItsRoleAndTheHighestOfSeveralCounts() throws Exception {
        CertificateRoles roles =
                CertificateRoles.parse("# who\n\nctl-1 reader # the first\nOps Team\toperator\n*.x reader\n");
        assertThat(roles.caller(Set.of("ctl-1"))).contains(new Caller("certificate ctl-1", Role.READER));
        assertThat(roles.caller(Set.of("ctl-1", "Ops Team")))
                .contains(new Caller("certificate Ops Team", Role.OPERATOR));
        assertThat(roles.caller(Set.of("CTL-1", "a.x", "Ops", ""))).isEmpty();
        assertThat(roles.caller(Set.of())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ctl-1", "ctl-1 admin", "reader", "a reader\na operator"})
    void aLineThatIsWrongIsNamedByItsNumber(String text) {
        assertThatThrownBy(() -> CertificateRoles.parse(text + "\n"))
                .isInstanceOf(AccessFileException.class)
                .hasMessageStartingWith("line ");
    }
}
