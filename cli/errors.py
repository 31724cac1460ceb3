"""Wrong input: exit 2, one line."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click


class WrongInput(click.ClickException):
    """What was wrong, where, and how to mend it."""

    exit_code = 2


@contextmanager
def wrong_input(*kinds: type[Exception]) -> Iterator[None]:
    """Turns the library's errors of these kinds into WrongInput."""
    try:
        yield
    except kinds as error:
        raise WrongInput(str(error)) from error
