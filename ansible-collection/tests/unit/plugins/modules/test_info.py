# Copyright: the dbsync-agent authors
# SPDX-License-Identifier: Apache-2.0

import pytest

from ansible_collections.dbsync.agent.plugins.modules import history_info, plan_info, ready_info, status_info, sync, verify_info
from ansible_collections.dbsync.agent.tests.unit.samples import PLAN
from ansible_collections.dbsync.agent.tests.unit.scripted_agent import error, http, result

STATUS = {"agent": {"name": "ctl-1"}, "upToDate": False, "databases": [{"name": "nova_api", "state": "behind"}]}


@pytest.mark.parametrize("check_mode", [False, True])
def test_status_is_the_agents_answer_in_check_mode_too(run, agent, check_mode):
    agent.answers(result(STATUS))
    told = run(status_info, check_mode=check_mode, url=agent.address, databases=["nova_api"])
    assert told["changed"] is False
    assert {field: told[field] for field in STATUS} == STATUS
    assert agent.requests[0]["method"] == "status"
    assert agent.requests[0]["params"] == {"databases": ["nova_api"]}


def test_plan_is_the_agents_answer(run, agent):
    agent.answers(result(PLAN))
    told = run(plan_info, url=agent.address, revision="head", adopt="d67eeaabee36", sql=False)
    assert told["changes"] is True and told["changed"] is False
    assert told["databases"] == PLAN["databases"]
    assert agent.requests[0]["method"] == "plan"
    assert agent.requests[0]["params"] == {"revision": "head", "adopt": "d67eeaabee36", "sql": False}


def test_verify_is_the_agents_answer(run, agent):
    difference = {"object": "index instances.uuid", "kind": "unexpected", "expected": None, "found": "unique (uuid)"}
    databases = [{"name": "nova_main", "state": "current", "revision": "ab450ba04102", "differences": [difference], "error": None}]
    agent.answers(result({"clean": False, "databases": databases}))
    told = run(verify_info, url=agent.address, databases=["nova_main"])
    assert told["clean"] is False and told["changed"] is False
    assert told["databases"] == databases
    assert agent.requests[0]["method"] == "verify"
    assert agent.requests[0]["params"] == {"databases": ["nova_main"]}


BLOCKS = {"check": "old_computes", "level": "blocks", "count": 1, "objects": ["cmp-1"], "message": "1 is too old.", "remedy": "Upgrade it."}
ADVICE = dict(BLOCKS, check="deleted_rows", level="advice")


def test_what_blocks_is_gathered_from_all_databases(run, agent):
    agent.answers(result({"changes": True, "digest": "d", "databases": [
        {"name": "nova_api", "state": "current", "changes": False, "steps": [], "readiness": [], "error": None},
        {"name": "nova_main", "state": "behind", "changes": True, "steps": [], "readiness": [BLOCKS, ADVICE], "error": None}]}))
    told = run(ready_info, url=agent.address)
    assert told["ready"] is False and told["changed"] is False
    assert told["blocking"] == [dict(BLOCKS, database="nova_main")]
    assert [(database["name"], database["ready"]) for database in told["databases"]] == [("nova_api", True), ("nova_main", False)]
    assert told["databases"][1] == {
        "name": "nova_main", "state": "behind", "changes": True, "ready": False, "readiness": [BLOCKS, ADVICE], "error": None}
    assert agent.requests[0]["params"] == {"sql": False, "readiness": True}


def test_a_database_that_does_not_answer_is_not_ready(run, agent):
    gone = {"name": "nova_api", "state": "unreachable", "changes": False, "steps": [], "readiness": None, "error": {"message": "It is gone."}}
    agent.answers(result({"changes": False, "databases": [gone]}))
    told = run(ready_info, url=agent.address)
    assert told["ready"] is False and told["blocking"] == []


def test_advice_alone_keeps_nobody(run, agent):
    agent.answers(result({"changes": False, "databases": [{"name": "nova_api", "readiness": [ADVICE]}]}))
    assert run(ready_info, url=agent.address)["ready"] is True


def test_an_agent_without_readiness_is_named(run, agent):
    agent.answers(error(-32602, "There is no parameter 'readiness'.", type="invalid_params"))
    assert run(ready_info, url=agent.address)["error"]["type"] == "invalid_params"


STEP = {"kind": "revision", "id": "ab450ba04102", "appliedAt": "2026-03-01T10:00:00Z", "by": "ctl-1", "durationMs": 84, "operation": "op-1"}


@pytest.mark.parametrize("check_mode", [False, True])
def test_history_is_the_agents_answer_in_check_mode_too(run, agent, check_mode):
    agent.answers(result([STEP]))
    told = run(history_info, check_mode=check_mode, url=agent.address, database="nova_main", limit=5)
    assert told["history"] == [STEP] and told["changed"] is False
    assert agent.requests[0]["method"] == "history"
    assert agent.requests[0]["params"] == {"database": "nova_main", "limit": 5}


def test_an_empty_history_is_an_answer(run, agent):
    agent.answers(result([]))
    told = run(history_info, url=agent.address, database="nova_main")
    assert told["history"] == [] and not told.get("failed")
    assert agent.requests[0]["params"] == {"database": "nova_main"}


def test_a_history_that_is_no_list_is_refused(run, agent):
    agent.answers(result({"steps": []}))
    told = run(history_info, url=agent.address, database="nova_main")
    assert told["failed"] and told["error"]["type"] == "malformed_answer"


def test_an_agent_that_knows_no_history_is_named_too_old(run, agent):
    agent.answers(error(-32601, "There is no method history.", type="method_not_found"))
    told = run(history_info, url=agent.address, database="nova_main")
    assert told["failed"] and told["error"]["type"] == "agent_too_old"


def test_an_older_agent_is_named_as_such(run, agent):
    agent.answers(result({"databases": []}))
    told = run(status_info, url=agent.address)
    assert told["failed"] and told["error"]["type"] == "agent_too_old"
    assert "Upgrade the agent" in told["msg"]


def test_a_failure_tells_what_happened_and_what_to_do(run, agent):
    agent.answers(error(-32003, "There is no database nova_x.", type="unknown_database", database="nova_x", remedy="Name one of nova_api, nova_main."))
    told = run(status_info, url=agent.address, databases=["nova_x"])
    assert told["msg"] == "nova_x: There is no database nova_x. Name one of nova_api, nova_main."
    assert told["error"]["type"] == "unknown_database"


def test_the_token_is_told_to_nobody_but_the_agent(run, agent):
    agent.answers(http(401))
    told = run(status_info, url=agent.address, token="s3cr3t-token\n")
    assert agent.headers[0]["Authorization"] == "Bearer s3cr3t-token"
    assert told["error"]["type"] == "unauthorized"
    assert "s3cr3t" not in str(told)


@pytest.mark.parametrize("options, words", [
    ({"url": "ctl-1:8640"}, "http:// or https://"),
    ({"url": "https://somebody:else@ctl-1:8640"}, "credentials"),
    ({"token": "two words"}, "one word"),
    ({"url": "http://"}, "a scheme, a host and a port"),
    ({"url": "http://ctl-1:port"}, "a scheme, a host and a port"),
    ({"url": "http://ctl-1:0"}, "a scheme, a host and a port"),
    ({"url": "http://ctl-1/?a=b"}, "a scheme, a host and a port"),
    ({"url": "http://ctl-1/\nHost: else"}, "control character"),
    ({"token": "schl\u00fcssel"}, "ASCII"),
    ({"client_key": "/tmp/key.pem"}, "client_cert"),
])
def test_options_that_cannot_be_meant_are_refused(run, options, words):
    told = run(status_info, **options)
    assert told["failed"] and words in told["msg"]


@pytest.mark.parametrize("option", ["timeout", "wait_timeout", "poll_interval", "return_after"])
@pytest.mark.parametrize("seconds", [0, -1, "0.0", float("inf"), float("-inf"), float("nan"), "nan", 1e300])
def test_times_that_cannot_be_meant_are_refused_with_a_sentence(run, option, seconds):
    told = run(sync, **{option: seconds})
    assert told["failed"] and told["error"]["type"] == "invalid_option"
    assert option + " must be a number of seconds, more than 0" in told["msg"]


SMUGGLED = {"changed": True, "failed": True, "msg": "m", "exception": "e", "ansible_facts": {"a": 1}, "invocation": {"b": 2}, "warnings": ["w"], "rc": 1}


@pytest.mark.parametrize("module, sample, fields", [
    (status_info, STATUS, {"agent", "upToDate", "databases"}), (plan_info, PLAN, {"changes", "databases"}),
    (verify_info, {"clean": True, "databases": []}, {"clean", "databases"})])
def test_of_an_answer_nothing_but_named_fields_comes_into_the_result(run, agent, module, sample, fields):
    agent.answers(result(dict(SMUGGLED, **sample)))
    told = run(module, url=agent.address)
    assert set(told) == fields | {"changed", "invocation"}
    assert told["changed"] is False and told["invocation"] != SMUGGLED["invocation"]


@pytest.mark.parametrize("module, answer", [
    (status_info, {"upToDate": True, "databases": None}), (plan_info, {"changes": True, "databases": [None]}), (plan_info, []),
    (verify_info, {"clean": True, "databases": [{"name": "a", "differences": {}}]}), (history_info, [STEP, "b"]), (history_info, None)])
def test_an_answer_of_another_shape_is_a_failure_that_says_where(run, agent, module, answer):
    agent.answers(result(answer))
    told = run(module, url=agent.address, **({"database": "nova_main"} if module is history_info else {}))
    assert told["failed"] and told["error"]["type"] == "malformed_answer"
    assert "should be" in told["msg"]


class TestEnvironment:
    """Of the module, as `environment:` of a play makes it."""

    @pytest.mark.parametrize("module", [history_info, plan_info, status_info, sync, verify_info])
    def test_every_connection_option_of_every_module_is_there(self, run, monkeypatch, module):
        for option, value in (
                ("unix_socket", "/run/a"), ("url", "ftp://b"), ("token", "c-token"), ("ca_cert", "/d"), ("client_cert", "/e"), ("client_key", "/f"),
                ("validate_certs", "no"), ("timeout", "7")):
            monkeypatch.setenv("DBSYNC_" + option.upper(), value)
        told = run(module, **({"database": "nova_main"} if module is history_info else {}))
        assert told["failed"] and "http:// or https://" in told["msg"]
        given = told["invocation"]["module_args"]
        assert [given[option] for option in ("unix_socket", "url", "ca_cert", "client_cert", "client_key", "validate_certs", "timeout")] == [
            "/run/a", "ftp://b", "/d", "/e", "/f", False, 7.0]
        assert "c-token" not in str(told)

    def test_reaches_the_agent_with_its_token(self, run, agent, monkeypatch):
        monkeypatch.setenv("DBSYNC_URL", agent.address)
        monkeypatch.setenv("DBSYNC_TOKEN", "from-the-environment")
        agent.answers(result(STATUS))
        assert run(status_info)["upToDate"] is False
        assert agent.headers[0]["Authorization"] == "Bearer from-the-environment"

    def test_what_the_task_says_goes_first(self, run, agent, monkeypatch):
        monkeypatch.setenv("DBSYNC_URL", "http://nowhere.invalid")
        monkeypatch.setenv("DBSYNC_TOKEN", "another")
        agent.answers(result(STATUS))
        assert run(status_info, url=agent.address, token="mine")["upToDate"] is False
        assert agent.headers[0]["Authorization"] == "Bearer mine"

    def test_a_socket_that_the_task_names_goes_before_a_url_of_the_environment(self, run, unix_agent, monkeypatch):
        monkeypatch.setenv("DBSYNC_URL", "http://nowhere.invalid")
        unix_agent.answers(result(STATUS))
        assert run(status_info, unix_socket=unix_agent.address)["upToDate"] is False

    def test_an_empty_one_is_none(self, run, unix_agent, monkeypatch):
        monkeypatch.setenv("DBSYNC_UNIX_SOCKET", unix_agent.address)
        monkeypatch.setenv("DBSYNC_URL", "")
        monkeypatch.setenv("DBSYNC_TIMEOUT", "")
        unix_agent.answers(result(STATUS))
        assert run(status_info)["upToDate"] is False

    def test_a_time_of_the_environment_is_looked_at_as_well(self, run, monkeypatch):
        monkeypatch.setenv("DBSYNC_TIMEOUT", "inf")
        assert "timeout must be a number of seconds" in run(status_info)["msg"]
