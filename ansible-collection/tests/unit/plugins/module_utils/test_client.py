# Copyright: the dbsync-agent authors
# SPDX-License-Identifier: Apache-2.0

import os

import pytest

from ansible_collections.dbsync.agent.plugins.module_utils import _client
from ansible_collections.dbsync.agent.plugins.module_utils._client import Client
from ansible_collections.dbsync.agent.tests.unit import scripted_agent
from ansible_collections.dbsync.agent.tests.unit.scripted_agent import error, half_a_body, hang_up, http, result, silence

PAGE = "<!DOCTYPE html><title>Welcome to nginx!</title>"


def client(agent, **options):
    return Client(url=agent.address, **dict({"timeout": 5}, **options))


def test_asks_by_name_and_leaves_out_what_was_not_given(agent):
    agent.answers(result({"upToDate": True}))
    assert client(agent).call("status", databases=["nova_api"], revision=None) == {"upToDate": True}
    assert agent.requests == [{"jsonrpc": "2.0", "id": 1, "method": "status", "params": {"databases": ["nova_api"]}}]
    assert agent.paths == ["/rpc"]
    assert agent.headers[0]["Content-Type"] == "application/json"
    assert agent.headers[0]["Authorization"] is None


def test_sends_the_token(agent):
    agent.answers(result({}))
    client(agent, token="secret").call("status")
    assert agent.headers[0]["Authorization"] == "Bearer secret"


def test_needs_no_slash_at_the_end_of_the_url_and_minds_none(agent):
    agent.answers(result({}))
    Client(url=agent.address + "/", timeout=5).call("status")
    assert agent.paths == ["/rpc"]


def test_speaks_over_a_unix_socket(unix_agent):
    unix_agent.answers(result({"upToDate": True}))
    assert Client(unix_socket=unix_agent.address, timeout=5).call("status") == {"upToDate": True}


def test_prefers_the_url_to_the_unix_socket_which_always_has_a_default(agent):
    agent.answers(result({}))
    assert Client(unix_socket="/nowhere/agent.sock", url=agent.address, timeout=5).call("status") == {}


def test_uses_no_proxy_and_no_netrc(agent, monkeypatch, tmp_path):
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login somebody password else\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:%d" % scripted_agent.free_port())
    agent.answers(result({}))
    client(agent).call("status")
    assert agent.headers[0]["Authorization"] is None


@pytest.mark.parametrize("answer, expected, words", [
    (http(401), _client.Unauthorized, "wants a token"),
    (http(403), _client.RoleTooLow, "role"),
    (http(503), _client.AgentUnavailable, "stopping or not yet ready"),
    (http(301, Location="http://127.0.0.1:1/"), _client.Redirected, "redirects elsewhere"),
    (http(307, Location="http://127.0.0.1:1/"), _client.Redirected, "redirects elsewhere"),
    (http(404, PAGE, "text/html"), _client.NotAnAgent, "HTTP 404"),
    (http(405, "", "text/plain"), _client.NotAnAgent, "HTTP 405"),
    (http(413, {"error": "The body is too large."}), _client.NotAnAgent, "HTTP 413: The body is too large."),
    (http(403, {"error": "The Host header must name this host."}), _client.RoleTooLow, "The Host header must name this host."),
    (http(200, PAGE, "text/html"), _client.NotAnAgent, "web page"),
    (http(200, ""), _client.MalformedAnswer, "not JSON"),
    (http(200, '{"jsonrpc": "2.0", "id": 1, "res'), _client.MalformedAnswer, "breaks off"),
    (http(200, b"\xff\xfe\x00"), _client.MalformedAnswer, "not JSON"),
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
        client(agent).call("status")
    assert type(caught.value) is expected
    assert words in str(caught.value)
    assert caught.value.describe()["remedy"]


def test_says_when_a_token_was_not_accepted(agent):
    agent.answers(http(401))
    with pytest.raises(_client.Unauthorized, match="does not accept this token"):
        client(agent, token="secret").call("status")


def test_follows_no_redirect(agent):
    elsewhere = scripted_agent.over_tcp().answers(result({}))
    try:
        agent.answers(http(302, Location=elsewhere.address + "/rpc"))
        with pytest.raises(_client.Redirected):
            client(agent, token="secret").call("status")
        assert elsewhere.requests == []
    finally:
        elsewhere.stop()


def test_gives_up_on_silence(agent):
    agent.answers(silence)
    with pytest.raises(_client.AgentSilent, match="within 0.2 seconds"):
        client(agent, timeout=0.2).call("status")


def test_gives_up_on_silence_of_a_unix_socket(unix_agent):
    unix_agent.answers(silence)
    with pytest.raises(_client.AgentSilent):
        Client(unix_socket=unix_agent.address, timeout=0.2).call("status")


def test_says_that_nothing_listens():
    with pytest.raises(_client.AgentAbsent, match="Connection refused"):
        Client(url="http://127.0.0.1:%d" % scripted_agent.free_port(), timeout=5).call("status")


def test_says_that_the_socket_is_not_there(short_folder):
    with pytest.raises(_client.AgentAbsent, match="agent.sock: No such file or directory"):
        Client(unix_socket=short_folder + "/agent.sock", timeout=5).call("status")


def test_says_that_a_dead_agent_left_its_socket(unix_agent):
    unix_agent.stop()
    with pytest.raises(_client.AgentAbsent, match="Connection refused"):
        Client(unix_socket=unix_agent.address, timeout=5).call("status")


def test_says_that_the_host_has_no_address():
    with pytest.raises(_client.AgentAbsent):
        Client(url="http://agent.invalid", timeout=5).call("status")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody without rights")
def test_says_that_the_socket_is_for_others(unix_agent, short_folder):
    os.chmod(short_folder, 0o711)
    os.chmod(unix_agent.address, 0o600)
    os.seteuid(65534)
    try:
        with pytest.raises(_client.SocketForbidden, match="may not use"):
            Client(unix_socket=unix_agent.address, timeout=5).call("status")
    finally:
        os.seteuid(0)


def test_passes_on_what_the_agent_says_about_an_error(agent):
    agent.answers(error(-32002, "The catalogue nova/api has no revision abcd.", type="unknown_revision", database="nova_api", remedy="Ask for head."))
    with pytest.raises(_client.RpcError) as caught:
        client(agent).call("plan", revision="abcd")
    assert caught.value.describe() == {
        "type": "unknown_revision", "code": -32002, "message": "The catalogue nova/api has no revision abcd.",
        "database": "nova_api", "remedy": "Ask for head."}


def test_an_error_may_come_with_any_http_status(agent):
    agent.answers(http(500, lambda request: {"jsonrpc": "2.0", "id": request["id"], "error": {"code": -32603, "message": "Internal error"}}))
    with pytest.raises(_client.RpcError, match="Internal error"):
        client(agent).call("status")


def test_an_answer_without_a_field_comes_from_an_older_agent(agent):
    agent.answers(result({"databases": []}))
    with pytest.raises(_client.AgentTooOld, match="answers plan without changes"):
        client(agent).call_for(("changes", "databases"), "plan")


class TestOverTls:
    def test_trusts_the_authority_that_it_is_given(self, authority):
        agent = scripted_agent.over_tls(*authority.issue("agent")).answers(result({"upToDate": True}))
        assert client(agent, ca_cert=authority.certificate).call("status") == {"upToDate": True}
        agent.stop()

    def test_trusts_no_other(self, authority):
        agent = scripted_agent.over_tls(*authority.issue("agent")).answers(result({}))
        with pytest.raises(_client.CertificateProblem, match="unable to get local issuer certificate"):
            client(agent).call("status")
        agent.stop()

    def test_trusts_anybody_when_told_to(self, authority):
        agent = scripted_agent.over_tls(*authority.issue("agent")).answers(result({}))
        assert client(agent, validate_certs=False).call("status") == {}
        agent.stop()

    def test_shows_its_certificate(self, authority):
        agent = scripted_agent.over_tls(*authority.issue("agent"), client_authority=authority.certificate).answers(result({}))
        certificate, key = authority.issue("client")
        assert client(agent, ca_cert=authority.certificate, client_cert=certificate, client_key=key).call("status") == {}
        agent.stop()

    def test_says_that_the_agent_asks_for_a_certificate(self, authority):
        agent = scripted_agent.over_tls(*authority.issue("agent"), client_authority=authority.certificate).answers(result({}))
        with pytest.raises((_client.CertificateProblem, _client.ConnectionLost)):
            client(agent, ca_cert=authority.certificate).call("status")
        assert agent.requests == []
        agent.stop()

    def test_says_which_file_cannot_be_read(self):
        with pytest.raises(_client.CertificateProblem, match="ca_cert /nowhere/ca.pem cannot be read"):
            Client(url="https://127.0.0.1:1", ca_cert="/nowhere/ca.pem").call("status")
