"""Make the bundled fonts from their upstream files.

    python scripts/build_fonts.py --out scenes/kit/fonts DIR [DIR …]

Each DIR is searched for the upstream files named in `recipes`: Atkinson Hyperlegible Next (variable, in its
`latin` and `latin-ext` slices), Noto Sans and its Arabic, Hebrew, Devanagari, Thai, Math and Symbols 2
companions, Noto Sans CJK (the collection) and Noto Emoji (the monochrome outlines). All are under the SIL
Open Font License 1.1.

Every file is subset to what a film can need, its hinting and unused tables dropped, and renamed "Whytoo …":
a subset is a modified version, and its own name is never taken for an installed full font.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import click
from fontTools import subset
from fontTools.merge import Merger
from fontTools.ttLib import TTCollection, TTFont
from fontTools.varLib.instancer import instantiateVariableFont

LICENCE = "This Font Software is licensed under the SIL Open Font License, Version 1.1."
LICENCE_PAGE = "https://openfontlicense.org"
SHAPING = ["ccmp", "locl", "mark", "mkmk", "kern"]
DROPPED = [
    "MATH",
    "STAT",
    "BASE",
    "VORG",
    "vhea",
    "vmtx",
    "DSIG",
    "meta",
    "gasp",
    "prep",
    "fpgm",
    "cvt ",
    "FFTM",
]
WEIGHT_CLASS = {"Regular": 400, "Bold": 700}


@dataclass(frozen=True)
class Recipe:
    """One bundled file: what it is made of and what of it is kept (None keeps every character)."""

    name: str
    weight: str
    sources: tuple[str, ...]
    characters: frozenset[int] | None = None
    features: tuple[str, ...] | str = tuple(SHAPING)


def spans(*bounds: tuple[int, int]) -> frozenset[int]:
    """All code points of inclusive ranges."""
    return frozenset(c for low, high in bounds for c in range(low, high + 1))


def charset(codec: str, rows: range, cells: range = range(0xA1, 0xFF)) -> frozenset[int]:
    """Code points of a two-byte East Asian character set, rows and cells given as bytes."""
    pairs = (bytes((row, cell)) for row in rows for cell in cells)
    return frozenset(ord(c) for pair in pairs for c in pair.decode(codec, "ignore") if ord(c) > 0x2E7F)


#: Both levels of GB 2312: 6763 ideographs.
SIMPLIFIED = charset("gb2312", range(0xB0, 0xF8))
#: The syllables of KS X 1001, the ideographs of JIS X 0208, the common ones of Big5: neighbours' sentences.
NEIGHBOURS = (
    charset("euc_kr", range(0xB0, 0xC9))
    | charset("euc_jp", range(0xB0, 0xF5))
    | charset("big5", range(0xA4, 0xC7), range(0x40, 0xFF))
)
CHINESE = (
    SIMPLIFIED
    | spans((0x3000, 0x303F), (0x3040, 0x30FF), (0xFF00, 0xFFEF), (0x2580, 0x259F), (0x2460, 0x2473))
    | frozenset(map(ord, "“”‘’…—·～〇"))
)
EUROPEAN = spans(
    (0x20, 0x7E),
    (0xA0, 0x52F),
    (0x1D00, 0x1DBF),
    (0x1E00, 0x1FFF),
    (0x2000, 0x206F),
    (0x2070, 0x209F),
    (0x20A0, 0x20BF),
    (0x2100, 0x218F),
    (0x2C60, 0x2C7F),
    (0xA720, 0xA7FF),
    (0x300, 0x36F),
)
MATHS = spans(
    (0x2016, 0x2016),
    (0x2032, 0x2037),
    (0x20D0, 0x20FF),
    (0x2100, 0x214F),
    (0x2190, 0x22FF),
    (0x2300, 0x23FF),
    (0x27C0, 0x27FF),
    (0x2900, 0x2AFF),
    (0x1D400, 0x1D7FF),
)
SYMBOLS = spans((0x2300, 0x23FF), (0x2400, 0x243F), (0x2500, 0x27BF), (0x2B00, 0x2BFF))


def recipes() -> Iterator[Recipe]:
    latin = tuple(f"atkinson-hyperlegible-next-{part}-wght-normal.woff2" for part in ("latin", "latin-ext"))
    for weight in WEIGHT_CLASS:
        yield Recipe("Sans", weight, latin, features=(*SHAPING, "tnum"))
        yield Recipe("SansExtra", weight, (f"NotoSans-{weight}.ttf",), EUROPEAN)
        yield Recipe("SansSC", weight, (f"NotoSansCJK-{weight}.ttc",), CHINESE, features=())
        for script in ("Arabic", "Hebrew", "Devanagari", "Thai"):
            yield Recipe(f"Sans{script}", weight, (f"NotoSans{script}-{weight}.ttf",), features="*")
    yield Recipe("SansEast", "Regular", ("NotoSansCJK-Regular.ttc",), NEIGHBOURS - CHINESE, features=())
    yield Recipe("Math", "Regular", ("NotoSansMath-Regular.ttf",), MATHS)
    yield Recipe("Symbols", "Regular", ("NotoSansSymbols2-Regular.ttf",), SYMBOLS)
    yield Recipe("Emoji", "Regular", ("noto-emoji-emoji-400-normal.woff2",), features="*")


def find(name: str, folders: Iterable[Path]) -> Path:
    for folder in folders:
        for path in sorted(folder.rglob(name)):
            return path
    raise click.ClickException(f"no file named {name} under the folders given")


def opened(path: Path, weight: str) -> TTFont:
    """A static font: the Simplified Chinese face of a collection, the weight asked for of a variable font."""
    if path.suffix == ".ttc":
        faces = TTCollection(path, lazy=True)
        return next(face for face in faces if face["name"].getDebugName(1).startswith("Noto Sans CJK SC"))
    font = TTFont(path)
    if "fvar" in font:
        instantiateVariableFont(font, {"wght": WEIGHT_CLASS[weight]}, inplace=True)
    return font


def merged(paths: list[Path], weight: str) -> TTFont:
    """The slices of a font put back together; glyphs that several slices hold are kept once each."""
    if len(paths) == 1:
        return opened(paths[0], weight)
    with tempfile.TemporaryDirectory() as folder:
        parts = []
        for number, path in enumerate(paths):
            font = opened(path, weight)
            font.flavor = None
            parts.append(Path(folder, f"{number}.ttf"))
            font.save(parts[-1])
        return Merger().merge([str(part) for part in parts])


def trimmed(font: TTFont, recipe: Recipe) -> TTFont:
    options = subset.Options(hinting=False, notdef_outline=True, name_IDs=["*"], name_languages="*", legacy_kern=False)
    options.drop_tables = DROPPED
    options.layout_features = ["*"] if recipe.features == "*" else list(recipe.features)
    work = subset.Subsetter(options)
    work.populate(unicodes=recipe.characters or font.getBestCmap())
    work.subset(font)
    return font


def renamed(font: TTFont, recipe: Recipe) -> TTFont:
    family, face = f"Whytoo {recipe.name}", f"Whytoo{recipe.name}-{recipe.weight}"
    names = font["name"]
    about = names.getDebugName(0) or ""
    version = names.getDebugName(5) or "Version 1"
    names.names = []
    full = {
        0: about,
        1: family,
        2: recipe.weight,
        3: face,
        4: f"{family} {recipe.weight}",
        5: version,
        6: face,
        13: LICENCE,
        14: LICENCE_PAGE,
    }
    for number, text in full.items():
        names.setName(text, number, 3, 1, 0x409)
    if "CFF " in font:
        cff = font["CFF "].cff
        cff.fontNames = [face]
        cff.topDictIndex[0].FullName, cff.topDictIndex[0].FamilyName = f"{family} {recipe.weight}", family
    font["OS/2"].usWeightClass = WEIGHT_CLASS[recipe.weight]
    font["head"].created = font["head"].modified = 0  # the same bytes on every run
    return font


def build(recipe: Recipe, folders: list[Path], out: Path) -> Path:
    font = merged([find(name, folders) for name in recipe.sources], recipe.weight)
    font = renamed(trimmed(font, recipe), recipe)
    font.flavor, font.recalcTimestamp = None, False
    target = out / f"Whytoo{recipe.name}-{recipe.weight}.{'otf' if 'CFF ' in font else 'ttf'}"
    part = target.with_suffix(".part")
    font.save(part)
    part.replace(target)
    return target


@click.command()
@click.argument("folders", nargs=-1, required=True, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="Where the fonts go.")
@click.option("--only", default="", help="Make only the fonts whose name contains this.")
def main(folders: tuple[Path, ...], out: Path, only: str) -> None:
    """Make the bundled fonts from the upstream files found in FOLDERS."""
    out.mkdir(parents=True, exist_ok=True)
    for recipe in recipes():
        if only in f"{recipe.name}-{recipe.weight}":
            target = build(recipe, list(folders), out)
            click.echo(f"{target.name:32} {target.stat().st_size / 1024:7.0f} KiB")


if __name__ == "__main__":
    sys.exit(main())
