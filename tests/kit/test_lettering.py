"""Type: measured on what is really drawn."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Iterator
from pathlib import Path

import cairo
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scenes.kit import bidi, fonts
from scenes.kit.fonts import system
from scenes.kit.lettering import (
    ASCENT,
    CAP_HEIGHT,
    CHINESE_GAP,
    DESCENT,
    X_HEIGHT,
    Shaped,
    Span,
    fit,
    graphemes,
    is_chinese,
    shape,
    shape_spans,
)

NOBODY_HAS = "\ue123"  # private use: no font of repute has it


@pytest.fixture
def no_system_fonts(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(system, "files", lambda: ())
    for cached in (system.find, fonts.face_for, shape):
        cached.cache_clear()
    yield
    monkeypatch.undo()
    for cached in (system.find, fonts.face_for, shape):
        cached.cache_clear()


def drawn(shaped: Shaped, size: float = 100.0, y_up: bool = False) -> np.ndarray:
    """Coverage (0..1) of a text drawn with its baseline 200 px down and 100 px from the left."""
    width = int(shaped.width * size) + 250
    surface = cairo.ImageSurface(cairo.FORMAT_A8, width, 400)
    ctx = cairo.Context(surface)
    if y_up:
        ctx.translate(0, 400)
        ctx.scale(1, -1)
    shaped.trace(ctx, 100, 200, size, y_up)
    ctx.fill()
    pixels = np.frombuffer(surface.get_data(), np.uint8).reshape(400, surface.get_stride())[:, :width]
    return pixels / 255


def ink_of(pixels: np.ndarray) -> tuple[int, int, int, int]:
    rows, columns = np.nonzero(pixels.max(axis=1))[0], np.nonzero(pixels.max(axis=0))[0]
    return columns[0], rows[0], columns[-1] + 1, rows[-1] + 1


@pytest.mark.parametrize(
    "text",
    [
        "I love you",
        "−0.37",
        "词“too”，最常见。",
        "أحبك كثيرا",
        "👩🏽‍🚀 I ❤️ you",
        "√dₖ",
        f"a{NOBODY_HAS}b",
        "नमस्ते",
    ],
)
def test_ink_box_is_what_is_drawn(text: str) -> None:
    shaped = shape(text)
    x0, y0, x1, y1 = shaped.ink
    left, top, right, bottom = ink_of(drawn(shaped))
    assert (left, top, right, bottom) == pytest.approx(
        (100 + 100 * x0, 200 - 100 * y1, 100 + 100 * x1, 200 - 100 * y0), abs=1.6
    )
    assert shaped.ascent >= y1
    assert shaped.descent >= -y0


def test_context_with_y_up_draws_the_same_picture() -> None:
    down, up = drawn(shape("Il1 gy")), drawn(shape("Il1 gy"), y_up=True)
    assert np.abs(down - up).sum() < 0.01 * down.sum()


def test_tracing_leaves_the_context_as_it_was() -> None:
    ctx = cairo.Context(cairo.ImageSurface(cairo.FORMAT_A8, 10, 10))
    ctx.rotate(0.3)
    before = ctx.get_matrix()
    ctx.move_to(1, 2)
    shape("a").trace(ctx, 3, 4, 5)
    assert ctx.get_matrix() == before
    assert ctx.copy_path().__iter__().__next__()[0] == cairo.PATH_MOVE_TO


@pytest.mark.parametrize("weight", fonts.WEIGHTS)
def test_figures_have_one_width_so_that_numbers_do_not_jitter(weight: str) -> None:
    assert len({shape(d, weight).width for d in "0123456789"}) == 1
    assert shape("−0.11", weight).width == shape("−7.48", weight).width == shape("+7.48", weight).width
    assert shape("1", weight, tabular=False).width < shape("8", weight, tabular=False).width


def test_letters_that_look_alike_elsewhere_differ() -> None:
    shapes = [drawn(shape(letter)) for letter in ("I", "l", "1")]
    smallest = min(s.shape[1] for s in shapes)
    for a, b in ((0, 1), (1, 2), (0, 2)):
        assert np.abs(shapes[a][:, :smallest] - shapes[b][:, :smallest]).sum() > 50


def test_every_letter_of_a_token_is_its_own_glyph() -> None:
    assert len(shape("efficient").glyphs) == len("efficient")


def test_heights_that_others_centre_by_are_those_of_the_font() -> None:
    assert shape("H").ink[3] == pytest.approx(CAP_HEIGHT, abs=0.005)
    assert shape("x").ink[3] == pytest.approx(X_HEIGHT, abs=0.005)


def test_ordinary_lines_are_equally_high() -> None:
    heights = {(shape(t).ascent, shape(t).descent) for t in ("aces", "Éqgy", "词", "0.37", "", "أحبك")}
    assert heights == {(ASCENT, DESCENT)}


def test_spaces_count_at_both_ends() -> None:
    space = shape(" ").width
    assert space > 0.15
    assert shape("  a ").width == pytest.approx(shape("a").width + 3 * space)
    assert shape(" ").ink == (0, 0, 0, 0)


def test_bold_is_bolder_and_an_unknown_weight_is_refused() -> None:
    for text in ("love", "注意力", "أحبك"):
        assert drawn(shape(text, "bold")).sum() > 1.1 * drawn(shape(text)).sum()
    with pytest.raises(ValueError, match="regular and bold"):
        shape("", "heavy")


# --- which font draws what ---


def test_bundled_fonts_have_what_films_need(no_system_fonts: None) -> None:
    needed = (
        "Il1 “”‘’…–— éüñçßøŁőž Привет αβσθ √∑·×−∞≈→←↑↓≤≥≠∂∇∈ℝ⊤⊙⊕⟨⟩ ᵀₖₜᵢⱼ₀₁² ␣↵⇥▁░█●■▲✓✗★ Ġ "
        "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能"
        "，。！？；：、（）《》「」【】～ あいア أبتثجحخدذرزسشصضطظعغفقكلمنهوي "
        "אבגדה हिन्दी ภาษาไทย 사랑 愛 龍 気 😀🤗❤️🧿🦄"
    )
    for weight in fonts.WEIGHTS:
        assert shape(needed, weight).fallbacks == ()


def test_every_ideograph_of_gb2312_is_there() -> None:
    face = fonts.bundled("SansSC", "bold")
    cells = (bytes((row + 160, cell + 160)) for row in range(16, 88) for cell in range(1, 95))
    characters = "".join(cell.decode("gb2312", "ignore") for cell in cells)
    assert len(characters) == 6763
    assert face.has(characters)
    assert fonts.bundled("SansSC").has(characters)


def test_character_that_nobody_has_is_a_box_with_its_code_point(no_system_fonts: None) -> None:
    shaped = shape(f"a{NOBODY_HAS}{NOBODY_HAS}b")
    assert shaped.fallbacks == shaped.boxed == (NOBODY_HAS,)
    x0, x1 = shaped.x_range(1, 2)
    label = drawn(shaped)[165:190, int(100 + 100 * x0 + 15) : int(100 + 100 * x1 - 15)]
    assert label.mean() > 0.1  # what is written inside
    box = drawn(shaped)[:, int(100 + 100 * x0) : int(100 + 100 * x1)]
    assert 0.03 < box[130:220].mean() < 0.5  # neither a blank nor a block
    assert x1 - x0 > shape("U+E123").width * 0.4


def test_a_system_font_steps_in_before_the_box(monkeypatch: pytest.MonkeyPatch, no_system_fonts: None) -> None:
    arabic = fonts.FOLDER / "WhytooSansArabic-Regular.ttf"
    monkeypatch.setattr(fonts, "ORDER", ("Sans",))
    monkeypatch.setattr(system, "files", lambda: (Path(__file__), arabic))  # what is no font is passed over
    shaped = shape("أحبك")
    assert set(shaped.fallbacks) == set("أحبك")
    assert shaped.boxed == ()
    assert shaped.ink[2] > 0.5


def test_emoji_sequences_stay_whole() -> None:
    for emoji in ("👩🏽‍🚀", "🇬🇧", "1️⃣", "👨‍👩‍👧", "❤️"):
        assert graphemes(emoji) == [emoji]
        assert len(shape(emoji).glyphs) == 1


def test_control_characters_are_seen() -> None:
    assert shape("a\nb").ink[2] > shape("a b").ink[2] * 0.9
    assert all(shape(c).glyphs for c in "\n\t\r\x00\x1b\x7f\x85\u2028")


# --- directions ---


def test_arabic_runs_from_right_to_left_and_joins() -> None:
    word = shape("بيت")
    starts = [glyph.start for glyph in word.glyphs]
    assert starts == sorted(starts, reverse=True)
    assert word.width < 0.8 * sum(shape(letter).width for letter in "بيت")


@pytest.mark.parametrize(
    ("text", "left_to_right"),
    [
        ("abc", "abc"),
        ("ab אב cd", "ab בא cd"),
        ("אב ab גד", "דג ab בא"),
        ("אב 12 גד", "דג 12 בא"),
        ("אב (too) 3.5%", "3.5% )too( בא"),  # the brackets are mirrored when they are drawn
        ("a (אב) c", "a (בא) c"),
        ("مر 1,5 با", "اب 1,5 رم"),
        ("אב! ", " !בא"),
    ],
)
def test_reading_order(text: str, left_to_right: str) -> None:
    assert "".join(bidi.reordered(text, bidi.levels(text))) == left_to_right


# --- Chinese and Latin together ---


def test_shared_marks_are_wide_in_chinese_and_narrow_in_english() -> None:
    assert shape("“", lang="zh").width == pytest.approx(1.0)
    assert shape("“", lang="en").width < 0.6
    assert is_chinese("词“too”和“love”最常见")
    assert not is_chinese("The answer to “我爱你” is “我也爱你”")
    assert is_chinese("我爱你")
    assert not is_chinese("I love you")
    assert not is_chinese("0.37")


def test_gap_between_chinese_and_latin() -> None:
    assert 0.1 <= CHINESE_GAP <= 0.25
    parts = shape("查询", lang="zh").width + shape("Q", lang="zh").width
    assert shape("查询Q", lang="zh").width == pytest.approx(parts + CHINESE_GAP)
    assert shape("查询Q", lang="en").width == pytest.approx(parts)
    assert shape("查询，Q", lang="zh").width == pytest.approx(parts + 1.0)


# --- measuring, shortening, spans ---


def test_x_range_finds_characters() -> None:
    shaped = shape("I love you")
    assert shaped.x_range(0, 10) == pytest.approx((0, shaped.width))
    assert shaped.x_range(2, 6)[0] == pytest.approx(shape("I ").width, abs=0.02)
    with pytest.raises(ValueError, match="no characters 10:12"):
        shaped.x_range(10, 12)


def test_fit_keeps_both_ends() -> None:
    word = "pneumono" + "ultra" * 60 + "coniosis"
    short = fit(word, 6)
    assert shape(short).width <= 6
    assert shape(short).width > 5
    head, tail = short.split("…")
    assert word.startswith(head)
    assert word.endswith(tail)
    assert abs(len(head) - len(tail)) <= 1
    assert fit("love", 6) == "love"
    assert fit("love", 0.1) == "…"


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=30), st.floats(1, 10))
def test_any_text_can_be_shaped_and_shortened(text: str, width: float) -> None:
    shaped = shape(text)
    assert "".join(graphemes(text)) == text
    assert shaped.width >= 0
    assert sum(c.end - c.start for c in shaped.clusters) <= len(text)
    assert shape(fit(text, width)).width <= max(width, shape("…").width)
    assert set("".join(graphemes(fit(text, width)))) <= set(text) | {"…"}


def test_spans_line_up_and_rise() -> None:
    line = shape_spans([Span("d"), Span("k", rise="sub"), Span("T", role="key", rise="super")])
    d, k, t = line.pieces
    assert k.x == pytest.approx(d.shaped.width)
    assert line.width == pytest.approx(t.x + t.shaped.width * t.scale)
    assert k.y < 0 < t.y
    assert k.scale < 1
    assert line.ink[3] == pytest.approx(t.y + t.shaped.ink[3] * t.scale)
    assert line.text == "dkT"
    assert t.span.role == "key"
    with pytest.raises(ValueError, match="no rise"):
        shape_spans([Span("a", rise="up")])


def test_shaped_text_survives_what_manim_and_processes_do_to_it() -> None:
    shaped = shape("词 too", "bold")
    shaped.path  # noqa: B018 - the path is what cannot be copied
    assert copy.deepcopy([shaped])[0] is shaped
    assert pickle.loads(pickle.dumps(shaped)).width == shaped.width


def test_registering_makes_the_families_known_to_pango() -> None:
    import manimpango

    fonts.register()
    assert {fonts.FAMILY, fonts.FAMILY_SC} <= set(manimpango.list_fonts())


def test_bundled_fonts_are_small_and_renamed() -> None:
    files = list(fonts.FOLDER.glob("*.?tf"))
    assert {path.name.split("-")[0] for path in files} == {f"Whytoo{name}" for name in fonts.ORDER}
    assert sum(path.stat().st_size for path in files) < 8_000_000
    assert (fonts.FOLDER / "OFL.txt").is_file()
    assert (fonts.FOLDER / "LICENCES.md").is_file()
