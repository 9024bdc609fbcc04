# Copyright: the dbsync-agent authors
# SPDX-License-Identifier: Apache-2.0

import pytest

from ansible_collections.dbsync.agent.plugins.modules import sync
from ansible_collections.dbsync.agent.tests.unit.samples import LOCKED, PLAN, applied, operation
from ansible_collections.dbsync.agent.tests.unit.scripted_agent import error, half_a_body, hang_up, http, result, silence

NOTHING = {"changes": False, "databases": [dict(database, changes=False, steps=[]) for database in PLAN["databases"]]}
QUICK = {"poll_interval": 0.01}


def test_starts_the_operation_and_follows_it(run, agent):
    agent.answers(result(PLAN), result(operation("queued", {})), result(operation("running", {})), result(operation("succeeded", applied())))
    told = run(sync, url=agent.address, wait_timeout=100, revision="head", poll_interval=0.01)
    assert told["changed"] is True
    assert told["operation"]["id"] == "op-1" and told["operation"]["state"] == "succeeded"
    assert [database["name"] for database in told["databases"]] == ["nova_api", "nova_main"]
    assert told["databases"][0]["applied"] == applied()["nova_api"]
    assert told["plan"] == PLAN
    assert agent.methods() == ["plan", "sync", "operation", "operation"]
    assert agent.requests[1]["params"] == {"async": True, "revision": "head", "wait": 99}


def test_a_cell_goes_by_its_section_and_its_own_name(run, agent):
    name = "nova_main/Paris 2"
    plan = {"changes": True, "databases": [dict(PLAN["databases"][1], name=name)]}
    done = dict(operation("succeeded", {})["databases"][1], name=name, changed=True, applied=applied()["nova_main"])
    agent.answers(result(plan), result(dict(operation("succeeded", {}), changed=True, databases=[done])))
    told = run(sync, diff=True, url=agent.address, databases=[name])
    assert [request["params"]["databases"] for request in agent.requests] == [[name], [name]]
    assert told["changed"] is True and [database["name"] for database in told["databases"]] == [name]
    assert told["diff"]["after"] == "nova_main/Paris 2: 8f2f1571d55b\n"
    assert "-- nova_main/Paris 2: revision 8f2f1571d55b" in told["diff"]["prepared"]


def test_check_mode_only_asks_for_the_plan(run, agent):
    agent.answers(result(PLAN))
    told = run(sync, check_mode=True, url=agent.address)
    assert told["changed"] is True and told["operation"] is None
    assert agent.methods() == ["plan"]
    assert agent.requests[0]["params"] == {"sql": True}


def test_warns_where_databases_are_trial_ones_of_the_agent(run, agent):
    trials = dict(PLAN, databases=[dict(PLAN["databases"][0], trial=True), dict(PLAN["databases"][1], trial=False)])
    agent.answers(result(trials))
    assert ["trial" in str(warning) and "nova_api" in str(warning) and "nova_main" not in str(warning)
            for warning in run(sync, check_mode=True, url=agent.address)["warnings"]] == [True]


@pytest.mark.parametrize("plan, done", [(PLAN, applied()), (NOTHING, {})])
def test_check_mode_and_a_real_run_tell_the_same(run, agent, plan, done):
    agent.answers(result(plan))
    checked = run(sync, check_mode=True, diff=True, url=agent.address)
    agent.answers(result(plan), result(operation("succeeded", done)))
    real = run(sync, diff=True, url=agent.address)
    assert checked["changed"] == real["changed"] == bool(done)
    assert checked["diff"] == real["diff"]


def test_reports_no_change_when_another_controller_did_the_work(run, agent):
    agent.answers(result(PLAN), result(operation("succeeded", {})))
    told = run(sync, diff=True, url=agent.address)
    assert told["changed"] is False and told["plan"]["changes"] is True
    assert told["diff"]["before"] == told["diff"]["after"]


def test_fetches_sql_only_to_show_it(run, agent):
    agent.answers(result(PLAN), result(operation("succeeded", {})))
    run(sync, url=agent.address)
    assert agent.requests[0]["params"] == {"sql": False}


def test_a_failure_tells_what_was_done_all_the_same(run, agent):
    part = {"nova_api": applied()["nova_api"], "nova_main": []}
    agent.answers(result(PLAN), result(operation("failed", part, nova_main=LOCKED)))
    told = run(sync, diff=True, url=agent.address)
    assert told["failed"] and told["changed"] is True
    assert told["msg"] == "nova_main: ctl-2 holds the lock. Wait for it."
    assert told["error"]["type"] == "locked" and told["error"]["incident"] == "i-1"
    assert [one["changed"] for one in told["databases"]] == [True, False]
    assert told["diff"]["after"] == "nova_api: b30f573d3377\nnova_main: nothing\n"


def test_check_mode_fails_where_a_real_run_would(run, agent):
    unmanaged = {"code": -32010, "message": "It is unmanaged.", "data": {"type": "unmanaged", "remedy": "Adopt it."}}
    plan = {"changes": True, "databases": [PLAN["databases"][0], dict(PLAN["databases"][1], error=unmanaged, changes=False, steps=[])]}
    agent.answers(result(plan))
    told = run(sync, check_mode=True, url=agent.address)
    assert told["failed"] and told["changed"] is True
    assert told["msg"] == "nova_main: It is unmanaged. Adopt it."
    assert told["error"]["database"] == "nova_main"


def test_an_operation_may_fail_as_a_whole(run, agent):
    whole = dict(operation("failed", {}), error={"code": -32603, "message": "Internal error.", "data": {"type": "internal", "incident": "i-2"}})
    agent.answers(result(PLAN), result(whole))
    told = run(sync, url=agent.address)
    assert told["failed"] and told["msg"] == "Internal error." and told["error"]["incident"] == "i-2"


def test_an_interrupted_operation_is_a_failure_with_a_way_on(run, agent):
    agent.answers(result(PLAN), result(operation("interrupted", {})))
    told = run(sync, url=agent.address)
    assert told["failed"] and "Run this again" in told["msg"]


def test_an_operation_that_a_new_agent_found_interrupted_is_one_failure_beside_those_before_it(run, agent):
    cut_off = {"code": -32021, "message": "The agent stopped while the operation ran.", "data": {"type": "sync_failed", "remedy": "Call sync again."}}
    cut = operation("interrupted", {}, nova_api=cut_off, nova_main=LOCKED)
    cut["databases"][0]["state"] = "interrupted"
    cut["databases"][1]["state"] = "failed"
    agent.answers(result(PLAN), result(cut))
    told = run(sync, url=agent.address)
    assert told["failed"] and told["error"]["type"] == "interrupted"
    assert [error["type"] for error in told["errors"]] == ["interrupted", "locked"]
    assert "Call sync again" not in told["msg"] and "Run this again" in told["msg"]


def test_a_wrong_request_is_refused_before_anything_is_started(run, agent):
    agent.answers(error(-32001, "402 is a legacy version.", type="legacy_version_requested", remedy="Name a revision."))
    told = run(sync, url=agent.address, revision="402")
    assert told["failed"] and told["changed"] is False
    assert told["error"]["type"] == "legacy_version_requested"
    assert agent.methods() == ["plan"]


def test_a_role_that_may_ask_but_not_sync_is_told_so(run, agent):
    agent.answers(result(PLAN), http(403))
    told = run(sync, url=agent.address, token="reader-token")
    assert told["failed"] and told["error"]["type"] == "role_too_low"
    assert told["changed"] is False and told["plan"] == PLAN


@pytest.mark.parametrize("lost", [half_a_body, hang_up])
def test_a_lost_answer_to_the_start_is_not_taken_for_nothing_done(run, agent, lost):
    agent.answers(result(PLAN), lost)
    told = run(sync, url=agent.address)
    assert told["failed"] and told["error"]["type"] == "connection_lost"
    assert "Whether the sync has begun is not known" in told["msg"]


def test_the_wait_has_an_end_and_the_result_tells_where_the_operation_was(run, agent):
    agent.answers(result(PLAN), result(operation("running", {"nova_api": applied()["nova_api"]})))
    told = run(sync, url=agent.address, wait_timeout=1, **QUICK)
    assert told["failed"] and told["error"]["type"] == "still_running"
    assert told["changed"] is True and told["operation"]["state"] == "running"


def test_an_agent_that_forgot_the_operation_is_a_failure_with_a_way_on(run, agent):
    agent.answers(result(PLAN), result(operation("running", {})), error(-32004, "Unknown.", type="unknown_operation"))
    told = run(sync, url=agent.address, **QUICK)
    assert told["failed"] and told["error"]["type"] == "operation_forgotten"
    assert "Run this again" in told["msg"] and told["operation"]["id"] == "op-1"


def test_returns_early_when_asked_to_and_is_no_failure_then(run, agent):
    agent.answers(result(PLAN), result(operation("running", {"nova_api": applied()["nova_api"]})))
    told = run(sync, url=agent.address, return_after=0.05, **QUICK)
    assert not told.get("failed") and told["changed"] is True
    assert told["operation"]["id"] == "op-1" and told["operation"]["state"] == "running"


def test_goes_on_with_an_operation_by_its_id_alone(run, agent):
    agent.answers(result(operation("running", {})), result(operation("succeeded", applied())))
    told = run(sync, diff=True, url=agent.address, operation="op-1", **QUICK)
    assert told["changed"] is True and told["plan"] is None
    assert told["diff"]["after"] == "nova_api: b30f573d3377\nnova_main: 8f2f1571d55b\n"
    assert agent.requests[0]["params"] == {"id": "op-1"}
    assert agent.methods() == ["operation", "operation"]


def test_an_operation_that_is_followed_has_its_databases_already(run):
    told = run(sync, operation="op-1", revision="head")
    assert told["failed"] and "mutually exclusive" in told["msg"]


def test_a_cancelled_operation_is_a_failure_that_says_so(run, agent):
    agent.answers(result(PLAN), result(operation("cancelled", {"nova_api": applied()["nova_api"]})))
    told = run(sync, url=agent.address)
    assert told["failed"] and told["changed"] is True
    assert told["error"]["type"] == "cancelled" and "cancelled" in told["msg"]


@pytest.mark.parametrize("silent", [1, 2])
def test_the_wait_bounds_the_plan_and_the_start_as_well(run, agent, silent):
    agent.answers(*([result(PLAN)] * (silent - 1) + [silence]))
    told = run(sync, url=agent.address, timeout=3600, wait_timeout=0.3)
    assert told["failed"] and told["error"]["type"] == "timed_out"


@pytest.mark.parametrize("given, sent", [
    (2025.1, "2025.1"), (2024.2, "2024.2"), (402, "402"), ("2025.1", "2025.1"), ("epoxy", "epoxy"), ("+1", "+1"), ("b30f573d3377", "b30f573d3377")])
@pytest.mark.parametrize("option", ["revision", "adopt"])
def test_what_yaml_took_for_a_number_is_passed_on_as_written_and_without_a_warning(run, agent, option, given, sent):
    agent.answers(result(PLAN))
    told = run(sync, check_mode=True, url=agent.address, **{option: given})
    assert agent.requests[0]["params"][option] == sent
    assert not told.get("warnings") and not told.get("failed")


@pytest.mark.parametrize("given", ["", None])
def test_no_revision_is_head(run, agent, given):
    agent.answers(result(PLAN))
    run(sync, check_mode=True, url=agent.address, revision=given)
    assert "revision" not in agent.requests[0]["params"]


@pytest.mark.parametrize("given", [True, [], ["2025.1"], {"release": "2025.1"}])
def test_a_revision_that_is_no_word_is_refused(run, given):
    told = run(sync, revision=given)
    assert told["failed"] and "revision must be a word" in told["msg"]


SMUGGLED = {"changed": "yes", "failed": True, "skipped": True, "msg": "m", "exception": "e", "ansible_facts": {"a": 1}, "invocation": {}, "warnings": ["w"],
            "diff": "d", "rc": 1, "results": [], "_ansible_no_log": True}


@pytest.mark.parametrize("check_mode", [True, False])
def test_of_an_answer_nothing_but_named_fields_comes_into_the_result(run, agent, check_mode):
    done = dict(SMUGGLED, **operation("succeeded", applied()))
    agent.answers(result(dict(SMUGGLED, **PLAN)), result(done))
    told = run(sync, check_mode=check_mode, url=agent.address)
    assert told["changed"] is True
    assert set(told) == {"changed", "databases", "operation", "plan", "invocation"}
    assert not set(SMUGGLED) & (set(told["plan"]) | set(told["operation"] or {})) - {"changed"}


def test_passes_on_what_was_approved_what_to_leave_and_the_callers_own_id(run, agent):
    agent.answers(result(PLAN), result(operation("succeeded", applied())))
    run(sync, url=agent.address, wait_timeout=100, hold=["destructive"], plan="d1.d2", request_id="upgrade-7")
    assert agent.requests[0]["params"] == {"sql": False, "hold": ["destructive"]}
    assert agent.requests[1]["params"] == {"async": True, "wait": 96, "hold": ["destructive"], "plan": "d1.d2", "requestId": "upgrade-7"}


@pytest.mark.parametrize("digest, approved, refused", [
    ("d1", "d1", False), ("d1", "d1.d2", False), ("d1.d2", "d1", True), ("d3", "nothing", True),
])
def test_check_mode_holds_the_plan_against_what_was_approved(run, agent, digest, approved, refused):
    agent.answers(result(dict(PLAN, digest=digest)))
    told = run(sync, check_mode=True, url=agent.address, plan=approved)
    assert bool(told.get("failed")) is refused
    if refused:
        assert told["error"]["type"] == "plan_changed"
