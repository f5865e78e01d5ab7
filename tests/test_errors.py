"""What all errors share: they say what is wrong, where, and how to mend it."""

import doctest
from collections.abc import Callable
from typing import Any

import pytest

import sandpit.errors
from sandpit.errors import suggestion

KNOWN = ["random", "steepest", "newton"]


@pytest.mark.parametrize("name", KNOWN)
@pytest.mark.parametrize(
    "slip", [lambda s: s[:-1], lambda s: s + "s", lambda s: s[1] + s[0] + s[2:]]
)
def test_a_slip_is_answered_with_the_word_that_was_meant(
    name: str, slip: Callable[..., Any]
) -> None:
    assert suggestion(slip(name), KNOWN) == f'did you mean "{name}"?'


def test_where_nothing_is_near_all_that_is_known_is_told_or_what_else_helps() -> None:
    assert suggestion("qqq", KNOWN) == "choose from random, steepest, newton"
    assert suggestion("qqq", KNOWN, "ask a friend") == "ask a friend"
    assert suggestion("newtn", KNOWN, "ask a friend") == 'did you mean "newton"?'
    assert suggestion("qqq", []) == "delete it"


def test_an_endless_word_is_compared_at_once() -> None:
    assert suggestion("newton" * 10**6, ["newton" * 10, "b"]).startswith("did you mean")


def test_the_example_of_the_docstring_holds() -> None:
    assert doctest.testmod(sandpit.errors).failed == 0


def test_the_tree_in_the_docstring_is_the_tree() -> None:
    kinds = [
        kind
        for kind in vars(sandpit.errors).values()
        if isinstance(kind, type) and kind.__module__ == "sandpit.errors"
    ]
    for kind in kinds:
        assert issubclass(kind, sandpit.errors.SandpitError)
        assert kind.__name__.startswith("_") or kind.__name__ in str(sandpit.errors.__doc__)
