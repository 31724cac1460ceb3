"""Arguments and options that several commands share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import reduce
from pathlib import Path
from typing import Any

import click

Decorator = Callable[[Any], Any]


class OneOf(click.ParamType):
    """A name out of a list that is made only when it is needed."""

    def __init__(self, name: str, valid: Callable[[], Sequence[str]]) -> None:
        self.name, self.valid = name, valid

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if value not in self.valid():
            self.fail(f"there is no {self.name} {value!r}; choose one of: {', '.join(self.valid())}", param, ctx)
        return value

    def get_metavar(self, param: click.Parameter, ctx: click.Context | None = None) -> str:
        return "|".join(self.valid())


class Words(click.ParamType):
    """Words with commas between them, as a tuple."""

    name = "words"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, ...]:
        if isinstance(value, tuple):
            return value
        return tuple(word.strip() for word in value.split(",") if word.strip())


def _languages() -> Sequence[str]:
    from scenes.narration import languages

    return languages()


def _qualities() -> Sequence[str]:
    from scenes.settings import QUALITIES

    return tuple(QUALITIES)


def _themes() -> Sequence[str]:
    from scenes.settings import THEMES

    return THEMES


def _captions() -> Sequence[str]:
    from scenes.settings import CAPTIONS

    return CAPTIONS


def _chapters() -> Sequence[str]:
    from scenes.chapters import CHAPTERS

    return tuple(info.id for info in CHAPTERS)


def _several_chapters(ctx: click.Context, param: click.Parameter, value: str) -> tuple[str, ...]:
    from scenes.film import choose

    try:
        return choose(value)
    except ValueError as error:
        raise click.BadParameter(str(error), ctx, param) from error


def _option(*names: str, **attributes: Any) -> Decorator:
    return click.option(*names, **{"show_default": True, **attributes})


def _all(*decorators: Decorator) -> Decorator:
    return lambda command: reduce(lambda done, each: each(done), reversed(decorators), command)


sentence = click.argument("sentence")
chapter = click.argument("chapter", type=OneOf("chapter", _chapters))
as_json = _option("--json", "as_json", is_flag=True, show_default=False, help="Print JSON.")

model = _option("--model", default="mini", metavar="NAME|DIR|HUB-ID",
                help="A shipped model, a model directory, or an id on the hub (fetched only when named).")  # fmt: skip
language = _option("--lang", "lang", default="en", type=OneOf("language", _languages), help="Language of the film.")
chapters = _option("--chapters", default="core", metavar="core|full|LIST", callback=_several_chapters,
                   help="Which chapters: a set, or names with commas between them (see: chapters).")  # fmt: skip

look = _all(
    _option("--focus", metavar="WORD", help="The word that looks at the others.  [default: the last]"),
    _option("--layer", type=int, metavar="N",
            help="The layer to look into, from 1.  [default: where the telling head is]"),
    _option("--head", type=int, metavar="N",
            help="The head to look at, from 1.  [default: the telling one, which brings most of the answer from other "
            "tokens]"),
    _option("--vs", type=Words(), default="chair,database", metavar="WORDS",
            help="Words to compare the answer with, commas between them."),
)  # fmt: skip

picture = _all(
    _option("--quality", default="medium", type=OneOf("quality", _qualities),
            help="480p15, 720p30, 1080p60 or 2160p60."),
    _option("--theme", default="dark", type=OneOf("theme", _themes), help="Dark or light ground."),
    _option("--captions", default="burn", type=OneOf("way of captions", _captions),
            help="In the picture, as a track of their own, or not in the film (files with them are always written)."),
)  # fmt: skip

open_it = _option("--open", "open_it", is_flag=True, show_default=False, help="Open it when it is done.")


def out_file(what: str, default: str = "  [default: in media/, by the sentence]") -> Decorator:
    """`--out FILE`, of the ending `what`."""
    return _option("--out", type=click.Path(path_type=Path), metavar=f"FILE{what}",
                   help=f"Where it goes.{default}")  # fmt: skip


out_directory = _option("--out", type=click.Path(path_type=Path), metavar="DIR",
                        help="Directory of the film.  [default: media/SENTENCE/LANG]")  # fmt: skip
jobs = _option("--jobs", type=click.IntRange(min=1), metavar="N",
               help="Chapters at a time, a core each.  [default: one a core]")  # fmt: skip
force = _option("--force", is_flag=True, show_default=False, help="Render again what has not changed, too.")
