# Copyright: the dbsync-agent authors
# SPDX-License-Identifier: Apache-2.0

import os
import threading

import pytest

from ansible_collections.dbsync.agent.plugins.module_utils import _client
from ansible_collections.dbsync.agent.plugins.module_utils._answers import OPERATION, PLAN, STATUS
from ansible_collections.dbsync.agent.plugins.module_utils._client import Client
from ansible_collections.dbsync.agent.plugins.module_utils._shape import ANYTHING
from ansible_collections.dbsync.agent.tests.unit import scripted_agent
from ansible_collections.dbsync.agent.tests.unit.conftest import openssl
from ansible_collections.dbsync.agent.tests.unit.samples import PLAN as A_PLAN, applied, operation
from ansible_collections.dbsync.agent.tests.unit.scripted_agent import byte_by_byte, error, half_a_body, hang_up, http, no_http, result, silence


def refusal(code, message):
    return {"jsonrpc": "2.0", "id": None, "error": {"code": code, "message": message}}


# Nobody listens at port 1, and no client is ever given it.
NOBODY = "http://127.0.0.1:1"
PAGE = "<!DOCTYPE html><title>Welcome to nginx!</title>"


def refused(code, sentence):
    return {"jsonrpc": "2.0", "error": {"code": code, "message": sentence, "data": {}}, "id": None}


def client(agent, **options):
    return Client(url=agent.address, **dict({"timeout": 5}, **options))


def test_asks_by_name_and_leaves_out_what_was_not_given(agent):
    agent.answers(result({"upToDate": True}))
    assert client(agent).ask("status", ANYTHING, databases=["nova_api"], revision=None) == {"upToDate": True}
    assert agent.requests == [{"jsonrpc": "2.0", "id": 1, "method": "status", "params": {"databases": ["nova_api"]}}]
    assert agent.paths == ["/rpc"]
    assert agent.headers[0]["Content-Type"] == "application/json"
    assert agent.headers[0]["Authorization"] is None


def test_sends_the_token(agent):
    agent.answers(result({}))
    client(agent, token="secret").ask("status", ANYTHING)
    assert agent.headers[0]["Authorization"] == "Bearer secret"


def test_needs_no_slash_at_the_end_of_the_url_and_minds_none(agent):
    agent.answers(result({}))
    Client(url=agent.address + "/", timeout=5).ask("status", ANYTHING)
    assert agent.paths == ["/rpc"]


def test_speaks_over_a_unix_socket(unix_agent):
    unix_agent.answers(result({"upToDate": True}))
    assert Client(unix_socket=unix_agent.address, timeout=5).ask("status", ANYTHING) == {"upToDate": True}


def test_prefers_the_url_to_the_unix_socket_which_always_has_a_default(agent):
    agent.answers(result({}))
    assert Client(unix_socket="/nowhere/agent.sock", url=agent.address, timeout=5).ask("status", ANYTHING) == {}


def test_uses_no_proxy_and_no_netrc(agent, monkeypatch, tmp_path):
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login somebody password else\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    monkeypatch.setenv("http_proxy", NOBODY)
    agent.answers(result({}))
    client(agent).ask("status", ANYTHING)
    assert agent.headers[0]["Authorization"] is None


@pytest.mark.parametrize("answer, expected, words", [
    (http(401), _client.Unauthorized, "wants a token"),
    (http(403), _client.RoleTooLow, "role"),
    (http(401, lambda request: refusal(-32040, "No token.")), _client.Unauthorized, "HTTP 401: No token."),
    (http(403, lambda request: refusal(-32041, "An operator's only.")), _client.RoleTooLow, "An operator's only."),
    (http(503, {"error": "The agent is stopping."}), _client.AgentUnavailable, "stopping or not yet ready"),
    (http(503, lambda request: refusal(-32044, "The agent is draining.")), _client.AgentUnavailable, "HTTP 503: The agent is draining."),
    (http(502), _client.GatewayTrouble, "does not reach the agent (HTTP 502)"),
    (http(503, PAGE, "text/html"), _client.GatewayTrouble, "HTTP 503"),
    (http(504, PAGE, "text/html"), _client.GatewayTrouble, "HTTP 504"),
    (no_http, _client.NotAnAgent, "does not speak HTTP, or wants https"),
    (http(301, Location="http://127.0.0.1:1/"), _client.Redirected, "redirects elsewhere"),
    (http(307, Location="http://127.0.0.1:1/"), _client.Redirected, "redirects elsewhere"),
    (http(404, PAGE, "text/html"), _client.NotAnAgent, "HTTP 404"),
    (http(405, "", "text/plain"), _client.NotAnAgent, "HTTP 405"),
    (http(413, {"error": "The body is too large."}), _client.NotAnAgent, "HTTP 413: The body is too large."),
    (http(401, refused(-32040, "The token is not valid.")), _client.Unauthorized, "HTTP 401: The token is not valid."),
    (http(403, refused(-32041, "sync needs the role operator.")), _client.RoleTooLow, "HTTP 403: sync needs the role operator."),
    (http(413, refused(-32042, "The body is too large.")), _client.NotAnAgent, "HTTP 413: The body is too large."),
    (http(503, refused(-32044, "The agent is stopping.")), _client.AgentUnavailable, "HTTP 503: The agent is stopping."),
    (http(503, refused(-32045, "Too many calls.")), _client.AgentUnavailable, "HTTP 503: Too many calls."),
    (http(403, {"error": "The Host header must name this host."}), _client.RoleTooLow, "The Host header must name this host."),
    (http(200, PAGE, "text/html"), _client.NotAnAgent, "web page"),
    (http(200, ""), _client.MalformedAnswer, "not JSON"),
    (http(200, '{"jsonrpc": "2.0", "id": 1, "res'), _client.MalformedAnswer, "breaks off"),
    (http(200, b"\xff\xfe\x00"), _client.MalformedAnswer, "not JSON"),
    (http(200, "[" * 100000), _client.MalformedAnswer, "not JSON"),
    (http(200, '{"jsonrpc": "2.0", "id": 1, "result": NaN}'), _client.MalformedAnswer, "not JSON"),
    (http(200, '{"jsonrpc": "2.0", "id": 1, "result": 1e999}'), _client.MalformedAnswer, "not JSON"),
    (http(200, '{"jsonrpc": "2.0", "id": 1, "result": "\\ud800"}'), _client.MalformedAnswer, "not JSON"),
    (http(200, {"jsonrpc": "2.0", "id": 1, "error": None}), _client.MalformedAnswer, "error is null, and should be an object"),
    (http(200, {"jsonrpc": "2.0", "id": 1, "error": {"code": 1}}), _client.MalformedAnswer, "error.message"),
    (error(-32010, ["no"]), _client.MalformedAnswer, "error.message is a list, and should be text"),
    (error("-32010", "no"), _client.MalformedAnswer, "error.code is text, and should be a number"),
    (error(-32010, "no", remedy=["a", "b"]), _client.MalformedAnswer, "error.data.remedy is a list, and should be text"),
    (http(200, "[]"), _client.MalformedAnswer, "JSON-RPC 2.0"),
    (http(200, "7"), _client.MalformedAnswer, "JSON-RPC 2.0"),
    (http(200, {"id": 1, "result": {}}), _client.MalformedAnswer, "JSON-RPC 2.0"),
    (http(200, {"jsonrpc": "2.0", "id": 1}), _client.MalformedAnswer, "JSON-RPC 2.0"),
    (http(200, {"jsonrpc": "2.0", "id": 1, "result": {}, "error": {}}), _client.MalformedAnswer, "JSON-RPC 2.0"),
    (http(200, {"jsonrpc": "2.0", "id": 7, "result": {}}), _client.MalformedAnswer, "another request"),
    (http(200, {"jsonrpc": "2.0", "id": 1, "error": "no"}), _client.MalformedAnswer, "JSON-RPC 2.0"),
    (http(500, {"status": "broken"}), _client.NotAnAgent, "HTTP 500"),
    (half_a_body, _client.ConnectionLost, "hung up"),
    (hang_up, _client.ConnectionLost, "hung up"),
    (error(-32601, "Method not found"), _client.AgentTooOld, "does not know the method status"),
    (error(-32602, "unknown parameter: sql"), _client.ParametersRefused, "unknown parameter: sql"),
])
def test_each_wrong_answer_has_its_own_error(agent, answer, expected, words):
    agent.answers(answer)
    with pytest.raises(_client.AgentError) as caught:
        client(agent).ask("status", ANYTHING)
    assert type(caught.value) is expected
    assert words in str(caught.value)
    assert caught.value.describe()["remedy"]


def test_says_when_a_token_was_not_accepted(agent):
    agent.answers(http(401))
    with pytest.raises(_client.Unauthorized, match="does not accept this token"):
        client(agent, token="secret").ask("status", ANYTHING)


def test_follows_no_redirect(agent):
    elsewhere = scripted_agent.over_tcp().answers(result({}))
    try:
        agent.answers(http(302, Location=elsewhere.address + "/rpc"))
        with pytest.raises(_client.Redirected):
            client(agent, token="secret").ask("status", ANYTHING)
        assert elsewhere.requests == []
    finally:
        elsewhere.stop()


def test_gives_up_on_silence(agent):
    agent.answers(silence)
    with pytest.raises(_client.AgentSilent, match="within 0.2 seconds"):
        client(agent, timeout=0.2).ask("status", ANYTHING)


def test_gives_up_on_silence_of_a_unix_socket(unix_agent):
    unix_agent.answers(silence)
    with pytest.raises(_client.AgentSilent):
        Client(unix_socket=unix_agent.address, timeout=0.2).ask("status", ANYTHING)


@pytest.mark.parametrize("drip", [byte_by_byte(b"HTTP/1.1 200 OK\r\n"), byte_by_byte(b" ", b"HTTP/1.1 200 OK\r\nContent-Length: 10000\r\n\r\n")])
def test_one_deadline_holds_for_a_call_that_gets_a_byte_now_and_then(agent, drip):
    agent.answers(drip)
    with pytest.raises(_client.AgentSilent, match="within 0.5 seconds"):
        client(agent, timeout=0.5).ask("status", ANYTHING)


def test_a_socket_where_too_many_wait_already_is_given_up_at_the_deadline(short_folder):
    with scripted_agent.full_backlog(short_folder) as path:
        with pytest.raises(_client.AgentSilent, match="within 0.3 seconds"):
            Client(unix_socket=path, timeout=0.3).ask("status", ANYTHING)


def test_a_name_that_nobody_resolves_in_time_is_given_up_at_the_deadline(monkeypatch):
    over = threading.Event()
    monkeypatch.setattr(_client.socket, "getaddrinfo", lambda *arguments, **options: over.wait(30))
    try:
        with pytest.raises(_client.AgentSilent):
            Client(url="http://agent.invalid", timeout=0.2).ask("status", ANYTHING)
    finally:
        over.set()


def test_what_is_left_of_a_wait_bounds_a_call_too(agent):
    agent.answers(silence)
    with pytest.raises(_client.AgentSilent, match="within 0.2 seconds"):
        client(agent, timeout=30).ask("status", ANYTHING, within=0.2)


def test_where_nothing_is_left_of_a_wait_nobody_is_asked():
    with pytest.raises(_client.AgentSilent, match="within 0 seconds"):
        Client(url=NOBODY).ask("status", ANYTHING, within=-3)


def test_says_that_nothing_listens():
    with pytest.raises(_client.AgentAbsent, match="Connection refused"):
        Client(url=NOBODY, timeout=5).ask("status", ANYTHING)


def test_says_that_the_socket_is_not_there(short_folder):
    with pytest.raises(_client.AgentAbsent, match="agent.sock: No such file or directory"):
        Client(unix_socket=short_folder + "/agent.sock", timeout=5).ask("status", ANYTHING)


def test_says_that_a_dead_agent_left_its_socket(unix_agent):
    unix_agent.stop()
    with pytest.raises(_client.AgentAbsent, match="Connection refused"):
        Client(unix_socket=unix_agent.address, timeout=5).ask("status", ANYTHING)


def test_says_that_the_host_has_no_address():
    with pytest.raises(_client.AgentAbsent):
        Client(url="http://agent.invalid", timeout=5).ask("status", ANYTHING)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody without rights")
def test_says_that_the_socket_is_for_others(unix_agent, short_folder):
    os.chmod(short_folder, 0o711)
    os.chmod(unix_agent.address, 0o600)
    os.seteuid(65534)
    try:
        with pytest.raises(_client.SocketForbidden, match="may not use"):
            Client(unix_socket=unix_agent.address, timeout=5).ask("status", ANYTHING)
    finally:
        os.seteuid(0)


def test_passes_on_what_the_agent_says_about_an_error(agent):
    agent.answers(error(-32002, "The catalogue nova/api has no revision abcd.", type="unknown_revision", database="nova_api", remedy="Ask for head."))
    with pytest.raises(_client.RpcError) as caught:
        client(agent).ask("plan", ANYTHING, revision="abcd")
    assert caught.value.describe() == {
        "type": "unknown_revision", "code": -32002, "message": "The catalogue nova/api has no revision abcd.",
        "database": "nova_api", "remedy": "Ask for head."}


def test_an_error_may_come_with_any_http_status(agent):
    agent.answers(http(500, lambda request: {"jsonrpc": "2.0", "id": request["id"], "error": {"code": -32603, "message": "Internal error"}}))
    with pytest.raises(_client.RpcError, match="Internal error"):
        client(agent).ask("status", ANYTHING)


def test_an_answer_without_a_field_comes_from_an_older_agent(agent):
    agent.answers(result({"databases": []}))
    with pytest.raises(_client.AgentTooOld, match="answers plan without changes"):
        client(agent).ask("plan", PLAN)


DATABASE = {"name": "nova_api", "state": "behind"}
DONE = operation("succeeded", applied())


def changed(sample, **fields):
    return dict(sample, databases=[dict(sample["databases"][0], **fields)])


@pytest.mark.parametrize("shape, answer, words", [
    (STATUS, None, "it is null, and should be an object"),
    (STATUS, [], "it is a list, and should be an object"),
    (STATUS, {"upToDate": "false", "databases": []}, "upToDate is text, and should be true or false"),
    (STATUS, {"upToDate": 0, "databases": []}, "upToDate is a number, and should be true or false"),
    (STATUS, {"upToDate": False, "databases": None}, "databases is null, and should be a list"),
    (STATUS, {"upToDate": False, "databases": {}}, "databases is an object, and should be a list"),
    (STATUS, {"upToDate": False, "databases": [DATABASE, "nova_main"]}, r"databases\[1\] is text, and should be an object"),
    (STATUS, {"upToDate": False, "databases": [dict(DATABASE, name=None)]}, r"databases\[0\].name is null, and should be text"),
    (STATUS, {"upToDate": False, "databases": [dict(DATABASE, pending="2")]}, r"databases\[0\].pending is text, and should be a number"),
    (STATUS, {"upToDate": False, "databases": [dict(DATABASE, pending=True)]}, r"databases\[0\].pending is true or false, and should be a number"),
    (STATUS, {"upToDate": False, "databases": [dict(DATABASE, error="broken")]}, r"databases\[0\].error is text, and should be an object"),
    (STATUS, {"upToDate": False, "databases": [], "agent": 7}, "agent is a number"),
    (PLAN, changed(A_PLAN, steps={}), r"databases\[0\].steps is an object, and should be a list"),
    (PLAN, changed(A_PLAN, steps=[{"kind": "revision", "id": []}]), r"steps\[0\].id is a list"),
    (PLAN, changed(A_PLAN, steps=[{"kind": "revision", "id": "a", "statements": "DROP"}]), r"steps\[0\].statements is text, and should be a list"),
    (PLAN, changed(A_PLAN, **{"from": {"legacyVersion": "86"}}), r"from.legacyVersion is text, and should be a number"),
    (PLAN, changed(A_PLAN, **{"from": 86}), r"from is a number, and should be text"),
    (OPERATION, dict(DONE, id=7), "id is a number, and should be text"),
    (OPERATION, dict(DONE, state="paused"), "state is none of succeeded, failed"),
    (OPERATION, dict(DONE, state={}), "state is none of"),
    (OPERATION, dict(DONE, changed=None), "changed is null"),
    (OPERATION, dict(DONE, progress={"done": "3", "total": 4}), "progress.done is text, and should be a number"),
    (OPERATION, dict(DONE, progress=[3, 4]), "progress is a list, and should be an object"),
    (OPERATION, changed(DONE, applied=[["revision", "a"]]), r"applied\[0\] is a list, and should be an object"),
])
def test_an_answer_of_another_shape_is_refused_and_the_place_is_named(agent, shape, answer, words):
    agent.answers(result(answer))
    with pytest.raises(_client.MalformedAnswer, match=words):
        client(agent).ask("status", shape)


@pytest.mark.parametrize("shape, sample, without", [(PLAN, A_PLAN, "name"), (OPERATION, DONE, "name")])
def test_an_entry_without_what_every_agent_tells_comes_from_an_older_one(agent, shape, sample, without):
    agent.answers(result(dict(sample, databases=[{}])))
    with pytest.raises(_client.AgentTooOld, match=r"without databases\[0\].name"):
        client(agent).ask("plan", shape)


@pytest.mark.parametrize("shape, sample", [(PLAN, A_PLAN), (OPERATION, DONE)])
def test_a_newer_agent_may_tell_more(agent, shape, sample):
    newer = changed(dict(sample, mood="good"), weight={"kg": 3})
    agent.answers(result(newer))
    assert client(agent).ask("plan", shape) == newer


class TestOverTls:
    def test_trusts_the_authority_that_it_is_given(self, authority):
        agent = scripted_agent.over_tls(*authority.issue("agent")).answers(result({"upToDate": True}))
        assert client(agent, ca_cert=authority.certificate).ask("status", ANYTHING) == {"upToDate": True}
        agent.stop()

    def test_trusts_no_other(self, authority):
        agent = scripted_agent.over_tls(*authority.issue("agent")).answers(result({}))
        with pytest.raises(_client.CertificateProblem, match="unable to get local issuer certificate"):
            client(agent).ask("status", ANYTHING)
        agent.stop()

    def test_trusts_anybody_when_told_to(self, authority):
        agent = scripted_agent.over_tls(*authority.issue("agent")).answers(result({}))
        assert client(agent, validate_certs=False).ask("status", ANYTHING) == {}
        agent.stop()

    def test_shows_its_certificate(self, authority):
        agent = scripted_agent.over_tls(*authority.issue("agent"), client_authority=authority.certificate).answers(result({}))
        certificate, key = authority.issue("client")
        assert client(agent, ca_cert=authority.certificate, client_cert=certificate, client_key=key).ask("status", ANYTHING) == {}
        agent.stop()

    def test_says_that_the_agent_asks_for_a_certificate(self, authority):
        agent = scripted_agent.over_tls(*authority.issue("agent"), client_authority=authority.certificate).answers(result({}))
        with pytest.raises((_client.CertificateProblem, _client.ConnectionLost)):
            client(agent, ca_cert=authority.certificate).ask("status", ANYTHING)
        assert agent.requests == []
        agent.stop()

    def test_says_which_file_cannot_be_read(self):
        with pytest.raises(_client.CertificateProblem, match="ca_cert /nowhere/ca.pem cannot be read"):
            Client(url="https://127.0.0.1:1", ca_cert="/nowhere/ca.pem").ask("status", ANYTHING)

    @pytest.mark.parametrize("content", ["", "no PEM file"])
    def test_says_which_file_is_no_certificate(self, tmp_path, content):
        (tmp_path / "ca.pem").write_text(content)
        with pytest.raises(_client.CertificateProblem, match="ca.pem: not PEM files"):
            Client(url="https://127.0.0.1:1", ca_cert=str(tmp_path / "ca.pem")).ask("status", ANYTHING)

    def test_asks_nobody_for_the_passphrase_of_a_key(self, authority):
        certificate, key = authority.issue("client")
        openssl("rsa", "-aes256", "-passout", "pass:secret", "-in", key, "-out", key + ".locked")
        with pytest.raises(_client.CertificateProblem, match="not PEM files that can be used"):
            Client(url="https://127.0.0.1:1", client_cert=certificate, client_key=key + ".locked").ask("status", ANYTHING)
