# -*- coding: utf-8 -*-
# Copyright: the dbsync-agent authors
# SPDX-License-Identifier: Apache-2.0

"""The shapes of the agent's answers, as far as this collection and its users rely on them. Private to this collection."""

from __future__ import absolute_import, division, print_function

__metaclass__ = type

from ansible_collections.dbsync.agent.plugins.module_utils._shape import (
    ANYTHING, FLAG, NUMBER, OBJECT, TEXT, Either, Kind, ListOf, Maybe, OneOf, Record)

IDENTITY = Kind("text or a number", str, int)
ERROR = Record(
    {"message": TEXT}, code=NUMBER, data=Record(type=TEXT, database=TEXT, detail=ANYTHING, remedy=TEXT, incident=TEXT))
AGENT = Either(Record(name=TEXT, version=TEXT, api=NUMBER, apiMin=NUMBER), TEXT)
PLACE = Either(Record(legacyVersion=NUMBER, revision=TEXT), Maybe(TEXT))

STATUS = Record(
    {
        "upToDate": FLAG,
        "databases": ListOf(Record(
            {"name": TEXT}, catalog=TEXT, engine=OBJECT, state=TEXT, legacyVersion=NUMBER, revision=TEXT, release=TEXT, found=ListOf(TEXT), head=TEXT,
            pending=NUMBER, upToDate=FLAG, lock=OBJECT, operation=TEXT, error=ERROR)),
    },
    agent=AGENT)

DIFFERENCES = ListOf(Record(object=TEXT, kind=TEXT, expected=TEXT, found=TEXT))
STEP = Record({"kind": TEXT, "id": IDENTITY}, description=TEXT, effect=TEXT, statements=ListOf(TEXT), impact=ListOf(OBJECT))
FINDINGS = ListOf(Record(
    {"check": TEXT, "level": TEXT, "message": TEXT}, count=NUMBER, objects=ListOf(TEXT), remedy=TEXT))
PLAN = Record(
    {
        "changes": FLAG,
        "databases": ListOf(Record(
            {"name": TEXT}, state=TEXT, to=ANYTHING, changes=FLAG, steps=ListOf(STEP), held=ListOf(STEP), drift=DIFFERENCES,
            readiness=FINDINGS, digest=TEXT, trial=FLAG, error=ERROR, message=TEXT, **{"from": PLACE})),
    },
    digest=TEXT)
READINESS = Record({"databases": ListOf(Record({"name": TEXT}, state=TEXT, changes=FLAG, readiness=FINDINGS, error=ERROR))})

UNDER_WAY = ("queued", "running")
OPERATION = Record(
    {
        "id": TEXT,
        "state": OneOf("succeeded", "failed", "interrupted", "cancelled", *UNDER_WAY),
        "changed": FLAG,
        "databases": ListOf(Record(
            {"name": TEXT}, state=TEXT, changed=FLAG, to=ANYTHING, error=ERROR, message=TEXT,
            applied=ListOf(Record({"kind": TEXT, "id": IDENTITY}, durationMs=NUMBER)), **{"from": PLACE})),
    },
    requestId=TEXT, version=NUMBER, startedAt=TEXT, finishedAt=TEXT, host=TEXT, waiting=OBJECT, error=ERROR,
    progress=Record(done=NUMBER, total=NUMBER, current=TEXT))

VERIFY = Record(
    {
        "clean": FLAG,
        "databases": ListOf(Record(
            {"name": TEXT}, state=TEXT, revision=TEXT, error=ERROR, differences=DIFFERENCES)),
    })

HISTORY = ListOf(Record({"kind": TEXT, "id": IDENTITY}, appliedAt=TEXT, by=TEXT, durationMs=NUMBER, operation=TEXT))
