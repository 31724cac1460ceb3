"""Reads the Fluent files of a language into a bundle; whatever is wrong with them is an error."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from fluent.runtime import FluentBundle
from fluent.syntax import FluentParser, ast, visitor

from scenes.narration import NarrationError, files

_HAN = r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef“”]"


class _Tidy(visitor.Transformer):
    """Drops the spaces that Chinese lines have beside Latin letters and placeables."""

    def visit_TextElement(self, node: ast.TextElement) -> ast.TextElement:  # noqa: N802 - the library's name
        node.value = re.sub(rf"(?<={_HAN}) +| +(?={_HAN})", "", node.value)
        return node


@cache
def entries(lang: str) -> dict[str, ast.Message | ast.Term]:
    """Messages and terms of a language by id (a term's begins with "-").

    Raises:
        NarrationError: for a language that there is not, a syntax error, or an id that is used twice.
    """
    found: dict[str, ast.Message | ast.Term] = {}
    for path in files(lang):
        for entry in _parsed(path):
            name = f"-{entry.id.name}" if isinstance(entry, ast.Term) else entry.id.name
            if name in found:
                raise NarrationError(f"{lang}/{path.name} has a second {name!r}")
            found[name] = _Tidy().visit(entry) if lang == "zh" else entry
    return found


def _parsed(path: Path) -> Iterator[ast.Message | ast.Term]:
    source = path.read_text(encoding="utf-8")
    for entry in FluentParser().parse(source).body:
        if isinstance(entry, ast.Junk):
            at = source[: entry.span.start].count("\n") + 1
            raise NarrationError(f"{path.parent.name}/{path.name}, line {at}: {entry.annotations[0].message}")
        if isinstance(entry, ast.Message | ast.Term):
            yield entry


def load(lang: str) -> FluentBundle:
    """A bundle of all files of a language, without isolation marks around what is filled in."""
    bundle = FluentBundle([lang], use_isolating=False)
    bundle.add_resource(ast.Resource(list(entries(lang).values())))
    return bundle
