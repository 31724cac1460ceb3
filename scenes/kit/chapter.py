"""What every chapter is: a scene on the stage, led by sentences, reading one trace.

A chapter lists its beats in ``construct`` and shows each in a short ``show_…`` method. It finds what it needs
through :meth:`Chapter.read` (numbers with addresses) and says what it has to say through :meth:`Chapter.say`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from manim import FadeIn, FadeOut, Group, Mobject, Scene

from engine.analysis import top_next
from engine.trace import Trace
from scenes.kit.addresses import evaluate
from scenes.kit.captions import GAP_SECONDS, Caption, break_lines, reading_seconds
from scenes.kit.figures import Label
from scenes.kit.naming import in_words
from scenes.kit.numbers import Numbers, Shown, form_of
from scenes.kit.pen import CENTRE, LEFT, RIGHT
from scenes.kit.renderer import FrameRenderer, visible_figures
from scenes.kit.stage import Stage, sheet_point
from scenes.kit.theme import Theme
from scenes.narration import Narrator, cut_at_words

#: Longest that one caption is listed for, in seconds.
LONGEST_CAPTION = 7.0
#: Letters of the sentence in the corner.
ABOUT = 34
#: Frames between two captions.
BLANK_FRAMES = 2


class Chapter(Scene):
    """Base of all chapters. Subclasses set ``id`` and implement ``construct``."""

    id: ClassVar[str]

    def __init__(self, trace: Trace, narrator: Narrator, theme: Theme, renderer: FrameRenderer, burn: bool) -> None:
        self.trace, self.narrator, self.theme, self.burn = trace, narrator, theme, burn
        self.stage, self.sizes = Stage(), theme.sizes
        self.captions: list[Caption] = []
        self.numbers: list[dict[str, Any]] = []
        self._listed: set[tuple[str, str]] = set()
        self.caption_figure: Mobject | None = None
        self._caption_due = 0.0
        self._said: tuple[str, float, str] | None = None
        super().__init__(renderer=renderer)
        renderer.after_play.append(self._list_numbers)

    # --- reading the trace -----------------------------------------------------------------------------

    @property
    def layer(self) -> int:
        """The layer that the film looks at."""
        return int(self.trace["analysis.layer"])

    @property
    def head(self) -> int:
        """The head that the film looks at."""
        return int(self.trace["analysis.head"])

    @property
    def focus(self) -> int:
        """Position of the query that the film follows."""
        return int(self.trace["analysis.focus"])

    @property
    def tokens(self) -> Sequence[str]:
        """The sentence's tokens as shown."""
        return self.trace.tokens

    def read(self, name: str, key: Any = ()) -> Numbers:
        """Cut numbers with addresses from the trace."""
        return Numbers.of(self.trace, name, key)

    def attn(self, name: str) -> str:
        """Full name of an attention activation in the film's layer."""
        return f"blocks.{self.layer}.attn.{name}"

    @property
    def is_rotary(self) -> bool:
        """Whether queries and keys are turned by their positions before they meet."""
        return self.attn("hook_rot_q") in self.trace

    @property
    def key_head(self) -> int:
        """The head of keys and values that the film's head uses: its own, or its group's (grouped-query attention)."""
        heads = self.trace[self.attn("hook_q")].shape[1]
        return self.head * self.trace[self.attn("hook_k")].shape[1] // heads

    def queries(self) -> Numbers:
        """The film's head's queries as they meet the keys [pos, d_head]."""
        return self.read(self.attn("hook_rot_q" if self.is_rotary else "hook_q"), (slice(None), self.head))

    def keys(self) -> Numbers:
        """The keys that they meet [pos, d_head]."""
        return self.read(self.attn("hook_rot_k" if self.is_rotary else "hook_k"), (slice(None), self.key_head))

    def values(self) -> Numbers:
        """The values of the film's head [pos, d_head]."""
        return self.read(self.attn("hook_v"), (slice(None), self.key_head))

    def seen_by(self, query: int) -> range:
        """Positions that a query may attend to."""
        return range(query + 1) if self.trace.is_causal else range(len(self.tokens))

    # --- saying ----------------------------------------------------------------------------------------

    def label(self, line_id: str, **variables: Any) -> str:
        """A short text of the film's language, for headings and notes in the picture."""
        return self.narrator.label(line_id, **variables)

    def say(self, line_id: str, *, read: float = 1.0, **variables: Any) -> float:
        """Show a sentence and hold the picture while it is read; returns the seconds that reading takes.

        Numbers in it are given as :class:`~scenes.kit.numbers.Shown`, so that they are listed like all others.

        ``read`` is the part of the reading time for which the picture holds still (the rest may pass in the
        animations that follow; the sentence stays until the next one).
        """
        self._let_finish()
        line = self.narrator.line(line_id, **variables)
        seconds = reading_seconds(line.text, self.narrator.lang)
        self._said = (line_id, self.renderer.time, line.text)
        self._list((v.address, str(v)) for v in variables.values() if isinstance(v, Shown))
        if self.burn:
            lines = break_lines(line.text, self.narrator.lang)
            self.caption_figure = Label(*lines, size=self.sizes.caption, role="text")
            self.stage.caption.place(self.caption_figure, down=0.5)
            self.add(self.caption_figure)
        self._caption_due = self.renderer.time + seconds
        if read > 0:
            self.hold(seconds * read)
        return seconds

    def hold(self, seconds: float) -> None:
        """Let the picture stand."""
        if seconds > 0:
            self.wait(seconds, frozen_frame=True)

    def _let_finish(self) -> None:
        """Wait until the present sentence has been readable, then take it away."""
        if self._said is None:
            return
        self.hold(self._caption_due - self.renderer.time)
        line_id, start, text = self._said
        end = min(self.renderer.time, start + LONGEST_CAPTION)
        self.captions.append(Caption(line_id, start, end, text))
        if self.caption_figure is not None:
            self.remove(self.caption_figure)
        self._said = self.caption_figure = None
        gone = self.renderer.time - end
        self.hold(GAP_SECONDS - gone if 0 < gone < GAP_SECONDS else BLANK_FRAMES / self.renderer.fps)

    # --- opening and closing ---------------------------------------------------------------------------

    @property
    def title(self) -> str:
        """The chapter's title; where it names the model's answer, it is this run's."""
        if not self.trace.predicts_next:
            return self.narrator.title(self.id)
        return self.narrator.title(self.id, in_words(self.trace, self.narrator, top_next(self.trace, 1)[0].id))

    def open(self) -> None:
        """The chapter's title, and the sentence that it is about."""
        title = Label(self.title, size=self.sizes.title, weight="bold", align=LEFT)
        self.stage.title.left(0.62).place(title, across=0)
        sentence = self.narrator.quote(cut_at_words(self.trace.sentence, ABOUT), ABOUT)
        about = Label(sentence, size=self.sizes.label, role="muted", align=RIGHT)
        self.stage.title.right(0.36).place(about, across=1)
        self.appear(title, about, run_time=0.35)
        self.hold(0.15)

    def close(self, line_id: str, rest: float = 1.2, /, **variables: Any) -> None:
        """The takeaway, held; what is to be seen then is the chapter's poster. Then everything fades."""
        self.say(line_id, **variables)
        self.hold(rest)
        self.renderer.mark_poster(self)
        self._let_finish()
        self.finish()

    def finish(self) -> None:
        """Fade to the empty stage on which the next chapter opens."""
        self.vanish(*self.mobjects, run_time=0.4)

    def heading(self, text: str, role: str = "text", size: float | None = None) -> Label:
        """A heading for a figure, in the colour of its role."""
        return Label(text, size=size or self.sizes.label, role=role, weight="bold")

    def note(self, text: str, role: str = "muted") -> Label:
        """A small remark beside a figure: what was cut off, what a shade means."""
        return Label(text, size=self.sizes.note, role=role)

    def above(self, label: Mobject, figure: Mobject, gap: float = 16) -> Mobject:
        """Put a label over a figure, middles aligned, ``gap`` pixels apart."""
        return label.next_to(figure, (0, 1, 0), buff=gap / 135)

    def below(self, label: Mobject, figure: Mobject, gap: float = 16) -> Mobject:
        """Put a label under a figure, middles aligned, ``gap`` pixels apart."""
        return label.next_to(figure, (0, -1, 0), buff=gap / 135)

    def appear(self, *mobjects: Mobject, run_time: float = 0.6, **kwargs: Any) -> None:
        """Fade things in together."""
        self.play(*(FadeIn(m, **kwargs) for m in mobjects), run_time=run_time)

    def vanish(self, *mobjects: Mobject, run_time: float = 0.4) -> None:
        """Fade things out together."""
        self.play(*(FadeOut(m) for m in mobjects), run_time=run_time)

    # --- accounting ------------------------------------------------------------------------------------

    def _list_numbers(self) -> None:
        """List each number when it is first seen."""
        for figure in visible_figures(self):
            self._list(figure.shown_numbers())

    def _list(self, shown: Iterable[tuple[str, str]]) -> None:
        for address, text in shown:
            if (address, text) not in self._listed:
                self._listed.add((address, text))
                form = form_of(float(evaluate(address, self.trace)), text)
                seconds = round(self.renderer.time, 3)
                entry = {"chapter": self.id, "time": seconds, "address": address, "text": text, "form": form}
                self.numbers.append(entry)


__all__ = ["CENTRE", "LEFT", "RIGHT", "Chapter", "Group", "sheet_point"]
