# -*- coding: utf-8 -*-
# Copyright: the dbsync-agent authors
# SPDX-License-Identifier: Apache-2.0

"""Of what shape an answer is to be. Private to this collection.

A shape finds the first fault of a value, and says where it is: what passes can be used without looking again.
"""

from __future__ import absolute_import, division, print_function

__metaclass__ = type

NAMES = ((type(None), "null"), (bool, "true or false"), ((int, float), "a number"), (str, "text"), (list, "a list"), (dict, "an object"))


class Missing(str):
    """The place of a field that is not there."""


class Kind:
    """A value of one of some types, of which ``bool`` is no number."""

    def __init__(self, name, *types):
        self.name = name
        self.types = types

    def fault(self, value, place):
        return None if type(value) in self.types else _wrong(value, place, self.name)


class Anything:
    def fault(self, value, place):
        return None


class OneOf:
    """One of some words."""

    def __init__(self, *words):
        self.words = words

    def fault(self, value, place):
        return None if isinstance(value, str) and value in self.words else "%s is none of %s" % (place, ", ".join(self.words))


class Maybe:
    """Null, or a value of a shape."""

    def __init__(self, shape):
        self.shape = shape

    def fault(self, value, place):
        return None if value is None else self.shape.fault(value, place)


class Either:
    """An object of one shape, or else a value of another."""

    def __init__(self, record, other):
        self.record = record
        self.other = other

    def fault(self, value, place):
        return (self.record if isinstance(value, dict) else self.other).fault(value, place)


class ListOf:
    def __init__(self, shape):
        self.shape = shape

    def fault(self, value, place):
        if not isinstance(value, list):
            return _wrong(value, place, "a list")
        return _first(self.shape.fault(entry, "%s[%d]" % (place, number)) for number, entry in enumerate(value))


class Record:
    """An object with fields that it must have, and others that may be left out or null. More than these does no harm."""

    def __init__(self, required=None, **optional):
        self.required = required or {}
        self.optional = optional

    def fault(self, value, place):
        if not isinstance(value, dict):
            return _wrong(value, place, "an object")
        return _first(self._faults(value, place))

    def _faults(self, value, place):
        prefix = place + "." if place else ""
        for field, shape in self.required.items():
            yield shape.fault(value[field], prefix + field) if field in value else Missing(prefix + field)
        for field, shape in self.optional.items():
            yield Maybe(shape).fault(value.get(field), prefix + field)

    def named(self, value):
        """The fields that are named here, and no others."""
        return dict((field, value[field]) for field in list(self.required) + list(self.optional) if field in value)


TEXT = Kind("text", str)
NUMBER = Kind("a number", int, float)
FLAG = Kind("true or false", bool)
OBJECT = Kind("an object", dict)
ANYTHING = Anything()


def _first(faults):
    return next((fault for fault in faults if fault), None)


def _wrong(value, place, wanted):
    seen = next(name for kind, name in NAMES if isinstance(value, kind))
    return "%s is %s, and should be %s" % (place or "it", seen, wanted)
