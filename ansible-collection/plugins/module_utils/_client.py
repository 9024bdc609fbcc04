# -*- coding: utf-8 -*-
# Copyright: the dbsync-agent authors
# SPDX-License-Identifier: Apache-2.0

"""Asks a dbsync-agent, over JSON-RPC 2.0 on its Unix socket, HTTP or HTTPS.

Private to this collection. A question has an answer, or one of the errors below: each stands for something
different that the operator must do, and says so in ``remedy``.
"""

from __future__ import absolute_import, division, print_function

__metaclass__ = type

import errno
import json
import os
import socket
import ssl

from http.client import HTTPException, IncompleteRead
from urllib.error import HTTPError, URLError

from ansible.module_utils.urls import open_url

LARGEST_ANSWER = 64 * 1024 * 1024


class AgentError(Exception):
    """No usable answer. ``transient`` says that asking again a moment later may help."""

    type = "agent_error"
    remedy = None
    transient = False

    def describe(self):
        return {"type": self.type, "message": str(self), "remedy": self.remedy}


class AgentAbsent(AgentError):
    type = "agent_absent"
    remedy = "Start the agent (systemctl start dbsync-agent), or correct unix_socket or url."
    transient = True


class SocketForbidden(AgentError):
    type = "socket_forbidden"
    remedy = "Use become, or make the remote user a member of the group that owns the socket."


class AgentSilent(AgentError):
    type = "timed_out"
    remedy = "See whether the agent or its database hangs (systemctl status dbsync-agent), or raise timeout."
    transient = True


class ConnectionLost(AgentError):
    type = "connection_lost"
    remedy = "See in the agent's log whether it was stopped, then run this again."
    transient = True


class CertificateProblem(AgentError):
    type = "tls"
    remedy = "Name the authority that signed the agent's certificate in ca_cert; if the agent asks for one of yours, give client_cert and client_key."


class Unauthorized(AgentError):
    type = "unauthorized"
    remedy = "Give in token one that is listed in the agent's tokens file."


class RoleTooLow(AgentError):
    type = "role_too_low"
    remedy = "Use a token whose role allows this: reader for questions, operator for sync."


class AgentUnavailable(AgentError):
    type = "unavailable"
    remedy = "Wait until the agent has restarted, then run this again."
    transient = True


class Redirected(AgentError):
    type = "redirected"
    remedy = "Name the agent itself in url; a redirect is never followed, since it would hand the token to somebody else."


class NotAnAgent(AgentError):
    type = "not_an_agent"
    remedy = "Correct url (or unix_socket): it must lead to a dbsync-agent, without the /rpc at the end."


class MalformedAnswer(AgentError):
    type = "malformed_answer"
    remedy = "See whether something other than a dbsync-agent answers there, or stands in between."


class ParametersRefused(AgentError):
    type = "invalid_params"
    remedy = "Correct the options; where they are right, the agent is older than this collection: upgrade it."


class AgentTooOld(AgentError):
    type = "agent_too_old"
    remedy = "Upgrade the agent on this host to the release that this collection belongs to."


class RpcError(AgentError):
    """The agent understood the question and says why it does not answer it."""

    def __init__(self, error):
        super(RpcError, self).__init__(error.get("message") or "the agent gave no reason")
        data = error.get("data") if isinstance(error.get("data"), dict) else {}
        self.code = error.get("code")
        self.type = data.get("type") or "rpc_error"
        self.remedy = data.get("remedy")
        self.error = dict(data, type=self.type, code=self.code, message=str(self), remedy=self.remedy)

    def describe(self):
        return self.error


def optional(parameters):
    """The parameters that were given: the agent's own defaults stand for the others."""
    return dict((name, value) for name, value in parameters.items() if value is not None)


class Client:
    """One agent. Every call is one request on its own connection, so that an agent may restart in between."""

    def __init__(self, unix_socket=None, url=None, token=None, ca_cert=None, client_cert=None, client_key=None,
                 validate_certs=True, timeout=30):
        self.unix_socket = None if url else unix_socket
        self.endpoint = (url or "http://localhost").rstrip("/") + "/rpc"
        self.place = url or unix_socket
        self.token = token
        self.files = optional({"ca_path": ca_cert, "client_cert": client_cert, "client_key": client_key})
        self.validate_certs = validate_certs
        self.timeout = timeout
        self.last_id = 0

    def call(self, method, **parameters):
        self.last_id += 1
        request = {"jsonrpc": "2.0", "id": self.last_id, "method": method, "params": optional(parameters)}
        return self._result(method, self._answer(self._post(json.dumps(request))))

    def call_for(self, fields, method, **parameters):
        """The answer to a method, which must have these fields: an agent that leaves one out is too old."""
        answer = self.call(method, **parameters)
        missing = [field for field in fields if not isinstance(answer, dict) or field not in answer]
        if missing:
            raise AgentTooOld("The agent at %s answers %s without %s." % (self.place, method, ", ".join(missing)))
        return answer

    def _post(self, body):
        self._check_files()
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if self.token:
            headers["Authorization"] = "Bearer %s" % self.token
        try:
            response = open_url(self.endpoint, data=body, headers=headers, method="POST", timeout=self.timeout,
                                unix_socket=self.unix_socket, validate_certs=self.validate_certs,
                                follow_redirects="none", use_proxy=False, use_netrc=False, **self.files)
            return _whole_body(response)
        except HTTPError as error:
            return self._body_of(error)
        except (URLError, HTTPException, OSError, ValueError) as error:
            raise self._explain(error)

    def _check_files(self):
        for option, path in self.files.items():
            if not os.access(path, os.R_OK):
                name = "ca_cert" if option == "ca_path" else option
                raise CertificateProblem("%s %s cannot be read on this host." % (name, path))

    def _body_of(self, error):
        """An HTTP status other than 200: explained, unless the body is a JSON-RPC answer all the same."""
        try:
            body = error.read(LARGEST_ANSWER + 1)
        except (HTTPException, OSError) as trouble:
            raise self._explain(trouble)
        said = _json_or_nothing(body)
        if isinstance(said, dict) and "jsonrpc" in said:
            return body
        raise self._refusal(error.code, said)

    def _refusal(self, status, said):
        """The agent's own words for an HTTP error are a JSON object with ``error``."""
        words = said.get("error") if isinstance(said, dict) else None
        reason = "(HTTP %d%s)" % (status, ": " + words if isinstance(words, str) else "")
        if status == 401:
            return Unauthorized("The agent at %s %s %s." % (self.place, "does not accept this token" if self.token else "wants a token", reason))
        if status == 403:
            return RoleTooLow("The agent at %s refuses: the role of this caller is too low %s." % (self.place, reason))
        if status in (502, 503, 504):
            return AgentUnavailable("The agent at %s is stopping or not yet ready %s." % (self.place, reason))
        if 300 <= status < 400:
            return Redirected("What answers at %s redirects elsewhere %s." % (self.place, reason))
        return NotAnAgent("What answers at %s does not answer as a dbsync-agent does %s." % (self.place, reason))

    def _explain(self, error):
        cause = error.reason if isinstance(error, URLError) else error
        number = _errno_of(cause)
        if isinstance(cause, ssl.SSLError):
            reason = getattr(cause, "verify_message", None) or cause.reason or cause
            return CertificateProblem("No TLS connection with the agent at %s: %s." % (self.place, reason))
        if isinstance(cause, socket.timeout) or number == errno.ETIMEDOUT:
            return AgentSilent("The agent at %s did not answer within %s seconds." % (self.place, self.timeout))
        if number in (errno.EACCES, errno.EPERM):
            return SocketForbidden("This user may not use the agent's socket %s." % self.place)
        if isinstance(cause, HTTPException) or number in (errno.ECONNRESET, errno.EPIPE, errno.ECONNABORTED):
            return ConnectionLost("The agent at %s hung up before its answer was complete." % self.place)
        return AgentAbsent("No agent answers at %s: %s." % (self.place, _reason(cause, number)))

    def _answer(self, body):
        if len(body) > LARGEST_ANSWER:
            raise MalformedAnswer("The answer from %s is larger than %d bytes." % (self.place, LARGEST_ANSWER))
        answer = _json_or_nothing(body)
        if answer is None:
            raise self._no_json(body)
        if not isinstance(answer, dict) or answer.get("jsonrpc") != "2.0" or ("result" in answer) == ("error" in answer):
            raise MalformedAnswer("What answers at %s does not speak JSON-RPC 2.0." % self.place)
        return answer

    def _no_json(self, body):
        if body.lstrip()[:1] == b"<":
            return NotAnAgent("What answers at %s is no dbsync-agent: it sends a web page." % self.place)
        return MalformedAnswer("The answer from %s is not JSON, or breaks off." % self.place)

    def _result(self, method, answer):
        if "error" in answer:
            raise self._rpc_error(method, answer["error"])
        if answer.get("id") != self.last_id:
            raise MalformedAnswer("The answer from %s belongs to another request." % self.place)
        return answer["result"]

    def _rpc_error(self, method, error):
        if not isinstance(error, dict):
            return MalformedAnswer("The error that %s answers is not one of JSON-RPC 2.0." % self.place)
        if error.get("code") == -32601:
            return AgentTooOld("The agent at %s does not know the method %s." % (self.place, method))
        if error.get("code") == -32602:
            return ParametersRefused("The agent at %s does not accept the parameters of %s: %s" % (self.place, method, error.get("message")))
        return RpcError(error)


def _whole_body(response):
    """A read with a limit takes a connection that breaks off for the end, without a word; ``length`` tells what is missing."""
    body = response.read(LARGEST_ANSWER + 1)
    if len(body) <= LARGEST_ANSWER and response.length:
        raise IncompleteRead(body, response.length)
    return body


def _json_or_nothing(body):
    try:
        return json.loads(body.decode("utf-8"))
    except ValueError:
        return None


def _errno_of(error):
    """The number of the operating system's error; open_url wraps that of a Unix socket in one without a number."""
    while error is not None:
        if getattr(error, "errno", None):
            return error.errno
        error = error.__cause__ or error.__context__
    return None


def _reason(error, number):
    return os.strerror(number) if number and number > 0 else str(error)
