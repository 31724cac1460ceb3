"""What a line needs and which ways it can go: its variables, and values for them that reach every branch."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from fluent.syntax import ast, visitor

from scenes.narration.loader import entries

PLURALS = frozenset({"zero", "one", "two", "few", "many", "other"})
#: Filled in where any text will do, and where any count will.
SAMPLE, SAMPLE_COUNT = "−0.37", 5
#: Variables that hold a word of the user or the model, by the names that the lines give them; the others hold numbers.
WORDS = frozenset(
    ("query", "key", "word", "token", "answer", "from", "to", "first", "last", "rival", "contrast", "sentence", "focus")
)


class _Finder(visitor.Visitor):
    """Collects variables and selectors of a message, and of the messages and terms that it refers to."""

    def __init__(self, known: dict[str, ast.Message | ast.Term]) -> None:
        self.known = known
        self.variables: set[str] = set()
        self.selectors: list[ast.SelectExpression] = []
        self.seen: set[str] = set()

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802
        self.variables.add(node.id.name)

    def visit_SelectExpression(self, node: ast.SelectExpression) -> None:  # noqa: N802
        self.selectors.append(node)
        self.generic_visit(node)

    def visit_MessageReference(self, node: ast.MessageReference) -> None:  # noqa: N802
        self._follow(node.id.name)

    def visit_TermReference(self, node: ast.TermReference) -> None:  # noqa: N802
        self._follow(f"-{node.id.name}")
        self.generic_visit(node)

    def _follow(self, name: str) -> None:
        if name in self.known and name not in self.seen:
            self.seen.add(name)
            self.visit(self.known[name])


def message_ids(lang: str) -> list[str]:
    """All ids of lines and labels of a language."""
    return sorted(name for name in entries(lang) if not name.startswith("-"))


def _find(lang: str, message_id: str) -> _Finder:
    finder = _Finder(entries(lang))
    finder.visit(entries(lang)[message_id])
    return finder


def variables(lang: str, message_id: str) -> frozenset[str]:
    """Names of all variables of a message: in every branch, attribute and message referred to."""
    return frozenset(_find(lang, message_id).variables)


def choices(lang: str, message_id: str) -> dict[str, frozenset[str]]:
    """The variables that a message selects by, each with the keys of its variants."""
    found: dict[str, set[str]] = {}
    for select in _find(lang, message_id).selectors:
        found.setdefault(_selected(select), set()).update(_key(variant) for variant in select.variants)
    return {name: frozenset(keys) for name, keys in found.items()}


def branches(lang: str, message_id: str, word: str = "“love”") -> Iterator[dict[str, str | int]]:
    """Variables to fill a message with, a set for each combination of its branches, nested ones too.

    `word` fills the variables that hold words (`WORDS`).
    """
    names = variables(lang, message_id)
    keyed = choices(lang, message_id)
    plain = {name: word if name in WORDS else SAMPLE for name in names - set(keyed)}
    options = [[(name, _value(key, keys)) for key in sorted(keys)] for name, keys in sorted(keyed.items())]
    for combination in product(*options):
        yield {**plain, **dict(combination)}


def _value(key: str, keys: frozenset[str]) -> str | int:
    """A value that selects the variant `key`: a count if all keys are plurals or numbers, else the key."""
    if not all(k in PLURALS or k.isdecimal() for k in keys):
        return key
    counts = {"zero": 0, "one": 1, "two": 2, "few": 3, "many": 11, "other": SAMPLE_COUNT}
    return int(key) if key.isdecimal() else counts[key]


def _key(variant: ast.Variant) -> str:
    return variant.key.name if isinstance(variant.key, ast.Identifier) else variant.key.value


def _selected(select: ast.SelectExpression) -> str:
    """The variable that a selector looks at, bare or inside NUMBER()."""
    selector = select.selector
    if isinstance(selector, ast.FunctionReference):
        selector = selector.arguments.positional[0]
    if not isinstance(selector, ast.VariableReference):
        raise ValueError(f"a selector of {type(selector).__name__}: lines select by variables only")
    return selector.id.name
