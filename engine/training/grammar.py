"""A small grammar that writes English: word tables and sentence patterns in, sentences out.

A pattern is text with slots and choices:

    {animal}         a record of the table "animal"; the same slot means the same record in one piece of text
    {animal2}        another record of that table
    {animal.eats}    a cell of the record; chosen once, so it stays the same too
    {chore.past}     the first word inflected: .s .past .ing (for nouns, the last word: .plural)
    [a|b|]           one of the choices; they nest
    a/an             the article that the next word asks for

Capital letters at the start of sentences are put in at the end (`finish`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from random import Random

Record = dict[str, str]
Scope = dict[str, str]  # "animal" -> the word chosen, "animal.eats" -> the cell chosen

VOWEL_SOUND = re.compile(r"(?i)(?!uni|use|one\b|eu)(?:[aeiou]|hour|honest)")
INFLECTIONS = ("s", "past", "ing", "plural")


class GrammarError(ValueError):
    """A word table or pattern that cannot be used; the message says which and why."""


# -- reading tables ------------------------------------------------------------------------------

def read_tables(folder: Path) -> dict[str, list[Record]]:
    """All word tables in the folder's .txt files, by name.  Raises GrammarError for a malformed one."""
    tables: dict[str, list[Record]] = {}
    unions: dict[str, list[str]] = {}
    for path in sorted(folder.glob("*.txt")):
        for head, lines in blocks(path.read_text(encoding="utf-8"), "= "):
            _read_table(head, lines, tables, unions, path.name)
    for name, parts in unions.items():
        tables[name] = [record for part in parts for record in tables[part]]
    return tables


def blocks(text: str, mark: str) -> Iterator[tuple[str, list[str]]]:
    """(heading, lines) for each heading that starts with `mark`; blank lines and # comments left out."""
    head = ""
    lines: list[str] = []
    for line in text.splitlines():
        if line.startswith(mark):
            if head:
                yield head, lines
            head, lines = line.removeprefix(mark).strip(), []
        elif line.strip() and not line.startswith("#"):
            lines.append(line.strip())
    if head:
        yield head, lines


def _read_table(head: str, lines: list[str], tables: dict[str, list[Record]],
                unions: dict[str, list[str]], where: str) -> None:
    if "<" in head:
        name, parts = head.split("<")
        unions[name.strip()] = parts.split()
        return
    name, _, columns = head.partition(":")
    keys = columns.split() or ["word"]
    tables[name.strip()] = [record for line in lines for record in _read_rows(line, keys, where)]


def _read_rows(line: str, keys: list[str], where: str) -> Iterator[Record]:
    cells = [cell.strip() for cell in line.split("|")]
    if len(cells) != len(keys):
        raise GrammarError(f"{where}: {line!r} has {len(cells)} cells, its table has {len(keys)} columns")
    for word in cells[0].split(","):
        yield dict(zip(keys, [word.strip(), *cells[1:]], strict=True))


# -- inflection ----------------------------------------------------------------------------------

def inflect_verb(phrase: str, form: str, irregular: dict[str, Record]) -> str:
    """`phrase` with its first word in the form "s", "past" or "ing"."""
    verb, space, rest = phrase.partition(" ")
    given = irregular.get(verb, {}).get(form)
    return (given or _regular(verb, form)) + space + rest


def _regular(verb: str, form: str) -> str:
    soft_y = verb.endswith("y") and verb[-2] not in "aeiou"
    if form == "s":
        return verb[:-1] + "ies" if soft_y else verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "z")) else "s")
    if form == "past":
        return verb[:-1] + "ied" if soft_y else verb + ("d" if verb.endswith("e") else "ed")
    return (verb[:-1] if verb.endswith("e") else verb) + "ing"


def plural(phrase: str, irregular: dict[str, Record]) -> str:
    """`phrase` with its last word in the plural."""
    start, space, noun = phrase.rpartition(" ")
    given = irregular.get(noun, {}).get("plural")
    if given:
        return start + space + given
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return start + space + noun[:-1] + "ies"
    ending = "es" if noun.endswith(("s", "sh", "ch", "x", "tomato", "potato", "mango")) else "s"
    return start + space + noun + ending


# -- patterns ------------------------------------------------------------------------------------

@dataclass(frozen=True)
class Slot:
    """A place to be filled: key "animal2" of table "animal", and the cell's name."""

    key: str
    table: str
    cell: str


@dataclass(frozen=True)
class Choice:
    """One of several sequences."""

    options: tuple[Sequence, ...]


Part = str | Slot | Choice
Sequence = tuple[Part, ...]
TOKEN = re.compile(r"\{[^{}]*\}|[\[\]|]|[^\[\]|{}]+")


@cache
def parse(pattern: str) -> Sequence:
    """The pattern as a sequence of parts.  Raises GrammarError when brackets do not match."""
    tokens = TOKEN.findall(pattern)
    if "".join(tokens) != pattern or tokens.count("[") != tokens.count("]"):
        raise GrammarError(f"unbalanced brackets in pattern {pattern!r}")
    options, _ = _parse_options(tokens, 0)
    return options[0] if len(options) == 1 else (Choice(tuple(options)),)


def _parse_options(tokens: list[str], at: int) -> tuple[list[Sequence], int]:
    options: list[list[Part]] = [[]]
    while at < len(tokens) and tokens[at] != "]":
        piece = tokens[at]
        if piece == "[":
            inner, at = _parse_options(tokens, at + 1)
            options[-1].append(Choice(tuple(inner)))
        elif piece == "|":
            options.append([])
        else:
            options[-1].append(_slot(piece[1:-1]) if piece.startswith("{") else piece)
        at += 1
    return [tuple(option) for option in options], at


def _slot(text: str) -> Slot:
    key, _, cell = text.partition(".")
    return Slot(key, key.rstrip("0123456789"), cell)


@dataclass
class Grammar:
    """Word tables with the rules to expand patterns over them."""

    tables: dict[str, list[Record]]
    verbs: dict[str, Record] = field(init=False)
    nouns: dict[str, Record] = field(init=False)

    def __post_init__(self) -> None:
        self.verbs = {record["word"]: record for record in self.tables.get("irregular", [])}
        self.nouns = {record["word"]: record for record in self.tables.get("irregularplural", [])}

    def write(self, pattern: str, rng: Random) -> tuple[str, Scope]:
        """One finished text of the pattern, and what its slots were filled with."""
        scope: Scope = {}
        records: dict[str, Record] = {}
        text = "".join(self._expand(parse(pattern), rng, scope, records))
        return finish(text), scope

    def _expand(self, parts: Sequence, rng: Random, scope: Scope, records: dict[str, Record]) -> Iterator[str]:
        for part in parts:
            if isinstance(part, str):
                yield part
            elif isinstance(part, Choice):
                yield from self._expand(rng.choice(part.options), rng, scope, records)
            else:
                yield self._fill(part, rng, scope, records)

    def _fill(self, slot: Slot, rng: Random, scope: Scope, records: dict[str, Record]) -> str:
        name = f"{slot.key}.{slot.cell}" if slot.cell else slot.key
        if name not in scope:
            record = records.get(slot.key) or self._bind(slot, rng, records)
            scope[name] = self._cell(slot, record, rng, scope, records)
        return scope[name]

    def _bind(self, slot: Slot, rng: Random, records: dict[str, Record]) -> Record:
        if slot.table not in self.tables:
            raise GrammarError(f"no word table {slot.table!r}; there are: {', '.join(sorted(self.tables))}")
        taken = [record for key, record in records.items() if key.rstrip("0123456789") == slot.table]
        record = rng.choice(self.tables[slot.table])
        while any(record["word"] == other["word"] for other in taken):
            record = rng.choice(self.tables[slot.table])
        records[slot.key] = record
        return record

    def _cell(self, slot: Slot, record: Record, rng: Random, scope: Scope, records: dict[str, Record]) -> str:
        if slot.cell in ("", *INFLECTIONS):
            word = scope.get(slot.key)
            if word is None:
                word = scope[slot.key] = self._text(record["word"], rng, scope, records)
            return self._inflect(word, slot.cell)
        cell, _, form = slot.cell.partition(".")
        if cell not in record:
            raise GrammarError(f"table {slot.table!r} has no column {cell!r}; it has: {', '.join(record)}")
        chosen = scope.get(f"{slot.key}.{cell}") or self._text(rng.choice(record[cell].split("/")), rng, scope, records)
        scope[f"{slot.key}.{cell}"] = chosen
        return self._inflect(chosen, form)

    def _text(self, pattern: str, rng: Random, scope: Scope, records: dict[str, Record]) -> str:
        return "".join(self._expand(parse(pattern), rng, scope, records)) if "{" in pattern else pattern

    def _inflect(self, word: str, form: str) -> str:
        if not form:
            return word
        return plural(word, self.nouns) if form == "plural" else inflect_verb(word, form, self.verbs)


# -- finishing touches ---------------------------------------------------------------------------

SENTENCE_START = re.compile(r'(?:^|(?<=[.?!] )|(?<=\." )|(?<=^")|(?<= "))[a-z]')
ARTICLE = re.compile(r'\b([aA])/an ("?)(?=(\w+))')


def finish(text: str) -> str:
    """Single spaces, the right articles, capital letters where sentences start."""
    text = re.sub(r" +", " ", text).strip()
    text = re.sub(r" ([.,?!])", r"\1", text)
    text = re.sub(r"([?!])\.", r"\1", text)
    text = ARTICLE.sub(lambda m: f"{m[1]}{'n' if VOWEL_SOUND.match(m[3]) else ''} {m[2]}", text)
    return SENTENCE_START.sub(lambda m: m[0].upper(), text)
