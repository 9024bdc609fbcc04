package dev.dbsync.agent.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbsync.agent.rpc.DatabaseStateName;
import dev.dbsync.agent.rpc.Engine;
import dev.dbsync.agent.rpc.ErrorCode;
import dev.dbsync.agent.rpc.Problem;
import dev.dbsync.agent.rpc.Status;
import dev.dbsync.agent.rpc.StatusAnswer;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatusPageTest {
    @Test
    void whatComesFromDatabasesIsEscaped() {
        String evil = "<script>alert('x')</script>\"&%s";
        Status status = new Status(
                evil,
                evil,
                new Engine(evil, evil),
                DatabaseStateName.UNREACHABLE,
                null,
                evil,
                evil,
                0,
                false,
                null,
                null,
                Problem.of(ErrorCode.UNREACHABLE, evil));
        String html = StatusPage.html(new StatusAnswer(evil, false, List.of(status)));
        assertThat(html)
                .doesNotContain("<script", "'x'")
                .contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&quot;&amp;%s")
                .contains("<td class=\"error\">unreachable</td>");
    }
}
