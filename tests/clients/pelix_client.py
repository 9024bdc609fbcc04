# SPDX-License-Identifier: Apache-2.0
"""Has Debian's jsonrpclib-pelix call every method of the agent: pelix_client.py URL TOKEN"""

import sys

import jsonrpclib
from jsonrpclib.jsonrpc import ProtocolError, TransportError

url, token = sys.argv[1:]
agent = jsonrpclib.ServerProxy(url, headers={"Authorization": "Bearer " + token})
status = agent.status()
assert status["agent"]["name"] == "ctl-1", status
assert len(agent.plan(sql=False)["databases"]) == len(status["databases"])
operation = agent.sync(revision="head")
assert operation["state"] == "succeeded", operation
assert agent.operation(id=operation["id"])["id"] == operation["id"]
assert agent.operations(limit=1)[0]["id"] == operation["id"]
assert agent.cancel(id=operation["id"])["state"] == "succeeded"
assert agent.verify()["clean"]
assert isinstance(agent.history(database="nova_api"), list)
assert agent._request("rpc.discover", {})["methods"]
for call, said in ((lambda: agent.sync(revision="402"), "egacy"), (lambda: agent.status(databases=["nova_cell9"]), "no database of that name"),
                   (lambda: jsonrpclib.ServerProxy(url).sync(), "401")):
    try:
        raise AssertionError(call())
    except (ProtocolError, TransportError) as error:
        assert said in str(error), error
print("jsonrpclib-pelix: calls every method, and is told what is wrong")
