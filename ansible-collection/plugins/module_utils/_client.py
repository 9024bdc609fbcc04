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
import math
import os
import socket
import ssl
import threading

from http.client import HTTPConnection, HTTPException, HTTPSConnection, IncompleteRead
from urllib.parse import urlsplit

from ansible_collections.dbsync.agent.plugins.module_utils._answers import ERROR
from ansible_collections.dbsync.agent.plugins.module_utils._shape import Missing

LARGEST_ANSWER = 64 * 1024 * 1024
# unauthorized, forbidden, too_large, unsupported_media_type, draining, busy
LISTENER_CODES = range(-32045, -32039)


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
    """The agent's own words: it is there, and takes no question now."""

    type = "unavailable"
    remedy = "Wait until the agent has restarted, then run this again."
    transient = True


class GatewayTrouble(AgentError):
    """Something between here and the agent says that it does not reach it."""

    type = "unavailable"
    remedy = "Start the agent (systemctl start dbsync-agent), or see to what stands between, such as a proxy: url should name the agent itself."
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
        super(RpcError, self).__init__(error["message"] or "the agent gave no reason")
        data = ERROR.optional["data"].named(error.get("data") or {})
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
    """One agent. Every question is one request on its own connection, so that an agent may restart in between."""

    def __init__(self, unix_socket=None, url=None, token=None, ca_cert=None, client_cert=None, client_key=None,
                 validate_certs=True, timeout=30):
        self.unix_socket = None if url else unix_socket
        self.url = urlsplit(url or "http://localhost")
        self.place = url or unix_socket
        self.token = token
        self.files = optional({"ca_cert": ca_cert, "client_cert": client_cert, "client_key": client_key})
        self.validate_certs = validate_certs
        self.timeout = timeout
        self.last_id = 0

    def ask(self, method, shape, within=None, **parameters):
        """The answer, which is of this shape. ``within`` are the seconds that are left, where these are fewer than the time-out."""
        seconds = self.timeout if within is None else min(self.timeout, within)
        self.last_id += 1
        request = {"jsonrpc": "2.0", "id": self.last_id, "method": method, "params": optional(parameters)}
        status, body = self._exchange(json.dumps(request), seconds)
        answer = self._result(method, self._answer(body) if 200 <= status < 300 else self._other_answer(status, body))
        self._check(method, answer, shape)
        return answer

    def _check(self, method, answer, shape):
        fault = shape.fault(answer, "")
        if isinstance(fault, Missing):
            raise AgentTooOld("The agent at %s answers %s without %s." % (self.place, method, fault))
        if fault:
            raise MalformedAnswer("The agent at %s answers %s in another form: %s." % (self.place, method, fault))

    def _exchange(self, body, seconds):
        if seconds <= 0:
            raise self._silent(seconds)
        try:
            exchange = Exchange(self._connection(seconds), self.url.path.rstrip("/") + "/rpc", body, self._headers())
            return exchange.outcome(seconds)
        except (HTTPException, OSError, ValueError) as error:
            raise self._explain(error, seconds)

    def _headers(self):
        headers = {"Content-Type": "application/json", "Accept": "application/json", "Connection": "close"}
        return dict(headers, Authorization="Bearer %s" % self.token) if self.token else headers

    def _connection(self, seconds):
        if self.unix_socket:
            return UnixConnection(self.unix_socket, seconds)
        if self.url.scheme == "https":
            return HTTPSConnection(self.url.hostname, self.url.port or 443, timeout=seconds, context=self._trust())
        return HTTPConnection(self.url.hostname, self.url.port or 80, timeout=seconds)

    def _trust(self):
        for option, path in self.files.items():
            if not os.access(path, os.R_OK):
                raise CertificateProblem("%s %s cannot be read on this host." % (option, path))
        try:
            context = ssl.create_default_context(cafile=self.files.get("ca_cert"))
            if not self.validate_certs:
                context.check_hostname = False
                context.verify_mode = ssl.CERT_NONE
            if "client_cert" in self.files:
                # A key with a passphrase must not make a task wait at a terminal.
                context.load_cert_chain(self.files["client_cert"], self.files.get("client_key"), password="")
            return context
        except (OSError, ValueError) as error:
            names = " and ".join("%s %s" % file for file in sorted(self.files.items()))
            raise CertificateProblem("%s: not PEM files that can be used: %s." % (names, error))

    def _other_answer(self, status, body):
        """An HTTP status other than success: explained, unless the body answers the question all the same."""
        said = _json_or_nothing(body)
        words = _reason_given(said)
        reason = "(HTTP %d%s)" % (status, ": " + words if words else "")
        if status == 401:
            raise Unauthorized("The agent at %s %s %s." % (self.place, "does not accept this token" if self.token else "wants a token", reason))
        if status == 403:
            raise RoleTooLow("The agent at %s refuses: the role of this caller is too low %s." % (self.place, reason))
        if status == 503 and words:
            raise AgentUnavailable("The agent at %s is stopping or not yet ready %s." % (self.place, reason))
        if status in (502, 503, 504):
            raise GatewayTrouble("What answers at %s does not reach the agent %s." % (self.place, reason))
        if 300 <= status < 400:
            raise Redirected("What answers at %s redirects elsewhere %s." % (self.place, reason))
        if isinstance(said, dict) and "jsonrpc" in said and not _turned_away(said):
            return self._answer(body)
        raise NotAnAgent("What answers at %s does not answer as a dbsync-agent does %s." % (self.place, reason))

    def _silent(self, seconds):
        return AgentSilent("The agent at %s did not answer within %.3g seconds." % (self.place, max(0, seconds)))

    def _explain(self, error, seconds):
        number = getattr(error, "errno", None)
        if isinstance(error, ssl.SSLError) and not isinstance(error, socket.timeout):
            reason = getattr(error, "verify_message", None) or error.reason or error
            return CertificateProblem("No TLS connection with the agent at %s: %s." % (self.place, reason))
        if isinstance(error, socket.timeout) or number == errno.ETIMEDOUT:
            return self._silent(seconds)
        if self.unix_socket and number in (errno.EACCES, errno.EPERM):
            return SocketForbidden("This user may not use the agent's socket %s." % self.place)
        if isinstance(error, (IncompleteRead, ConnectionResetError, ConnectionAbortedError, BrokenPipeError)):
            return ConnectionLost("The agent at %s hung up before its answer was complete." % self.place)
        if isinstance(error, HTTPException):
            return NotAnAgent("What answers at %s does not speak HTTP%s." % (self.place, "" if self.unix_socket else ", or wants https"))
        return AgentAbsent("No agent answers at %s: %s." % (self.place, os.strerror(number) if number and number > 0 else error))

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
        if ERROR.fault(error, "error"):
            return MalformedAnswer("The error that %s answers is not one of JSON-RPC 2.0: %s." % (self.place, ERROR.fault(error, "error")))
        if error.get("code") == -32601:
            return AgentTooOld("The agent at %s does not know the method %s." % (self.place, method))
        if error.get("code") == -32602:
            return ParametersRefused("The agent at %s does not accept the parameters of %s: %s" % (self.place, method, error["message"]))
        return RpcError(error)


class UnixConnection(HTTPConnection):
    """HTTP on a Unix socket. Where too many wait there already, it waits as well: with a time-out set before, it would be sent away."""

    def __init__(self, path, timeout):
        super(UnixConnection, self).__init__("localhost", timeout=timeout)
        self.path = path

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.connect(self.path)
        self.sock.settimeout(self.timeout)


class Exchange(threading.Thread):
    """One request and its answer. In a thread of its own, since one deadline holds for all of it: looking up the name, the
    connection, the handshake, and an answer that comes byte by byte each know a time-out of their own at best."""

    def __init__(self, connection, path, body, headers):
        super(Exchange, self).__init__(daemon=True)
        self.connection = connection
        self.request = ("POST", path, body, headers)
        self.answer = None
        self.error = None

    def run(self):
        try:
            self.connection.request(*self.request)
            response = self.connection.getresponse()
            self.answer = (response.status, _whole_body(response))
        except Exception as error:  # pylint: disable=broad-except
            self.error = error
        finally:
            self.connection.close()

    def outcome(self, seconds):
        """The status and the body. What is under way after these seconds is given up."""
        self.start()
        self.join(seconds)
        if self.is_alive():
            self._give_up()
            raise socket.timeout()
        if self.error:
            raise self.error
        return self.answer

    def _give_up(self):
        """Wakes the thread, where it has a connection already; where it has none it ends by itself, or with the task."""
        try:
            self.connection.sock.shutdown(socket.SHUT_RDWR)
        except (AttributeError, OSError, ValueError):
            pass


def _whole_body(response):
    """A read with a limit takes a connection that breaks off for the end, without a word; ``length`` tells what is missing."""
    body = response.read(LARGEST_ANSWER + 1)
    if len(body) <= LARGEST_ANSWER and response.length:
        raise IncompleteRead(body, response.length)
    return body


def _reason_given(said):
    """The agent's own words for an HTTP status: in an error of JSON-RPC, or as ``error`` alone."""
    error = said.get("error") if isinstance(said, dict) else None
    words = error.get("message") if isinstance(error, dict) else error
    return words if isinstance(words, str) else None


def _turned_away(said):
    """Whether the listener refused the call, with a JSON-RPC error that tells why, before anything read what was asked."""
    error = said.get("error")
    return isinstance(error, dict) and error.get("code") in LISTENER_CODES


def _json_or_nothing(body):
    """What JSON itself does not know (NaN, half a character) and what no answer is nested as deeply as is none."""
    try:
        text = body.decode("utf-8")
        said = json.loads(text, parse_constant=_refuse, parse_float=_finite)
        if "\\ud" in text.lower():
            json.dumps(said, ensure_ascii=False).encode("utf-8")
        return said
    except (ValueError, RecursionError):
        return None


def _refuse(constant):
    raise ValueError("%s is not JSON" % constant)


def _finite(text):
    number = float(text)
    return number if math.isfinite(number) else _refuse(text)
