"""The audit can fail: a chapter broken on purpose in each way is caught, and a sound one is not."""

from __future__ import annotations

from manim import LEFT, Group

from scenes.kit.audit import Audit, crossing
from scenes.kit.captions import Caption
from scenes.kit.figures import Label, Look, Matrix


def kinds(scene):
    return {issue.kind for issue in scene.audit.issues}


def test_a_sound_picture_has_no_issues(play):
    def sound(self):
        matrix = Matrix(self.queries(), Look(role="query"), rows=self.tokens)
        self.stage.body.place(matrix)
        self.appear(matrix, self.above(self.heading("query"), matrix))
        self.say("scores-multiply-line")
        self.play(matrix.part(1).animate.highlight())

    scene = play(sound)
    assert scene.audit.issues == []


def test_a_figure_outside_the_margin_is_caught(play):
    def outside(self):
        self.appear(Label("far out", size=40).shift(6.6 * LEFT))

    scene = play(outside)
    assert kinds(scene) == {"outside"}
    assert "far out" in str(scene.audit.issues[0])
    assert scene.audit.issues[0].play == 1


def test_two_texts_that_overlap_are_caught_even_inside_groups(play):
    def overlapping(self):
        self.appear(Group(Group(Label("one upon", size=40)), Label("another", size=40).shift((0.2, 0.1, 0))))

    scene = play(overlapping)
    assert kinds(scene) == {"overlap"}
    assert any("one upon" in name for issue in scene.audit.issues for name in issue.figures)


def test_figures_may_overlap_only_where_it_is_declared(play):
    def on_top(self):
        self.matrix = Matrix(self.queries(), Look(role="query"))
        self.over = self.matrix.part(0)
        self.appear(self.matrix, self.over)
        self.over.grounds = ()
        self.hold(0.2)

    scene = play(on_top)
    assert kinds(scene) == {"overlap"}
    assert min(issue.play for issue in scene.audit.issues) == 2, "the declared overlap of the first play was fine"


def test_digits_too_small_are_caught(play):
    def tiny(self):
        self.appear(Matrix(self.queries(), Look(role="query")).scale(0.7))

    assert kinds(play(tiny)) == {"small"}


def test_a_caption_set_too_small_is_caught(play):
    def small_caption(self):
        self.say("scores-multiply-line")
        self.caption_figure.scale(0.8)
        self.hold(0.3)

    assert "small" in kinds(play(small_caption))


def test_a_caption_too_long_is_caught(play):
    scene = play(lambda self: self.hold(0.1))
    scene.audit.captions([Caption("x", 0, 5, "word " * 30)], "en", 15)
    scene.audit.captions([Caption("y", 0, 1.2, "Far too many words for one second.")], "en", 15)
    assert kinds(scene) == {"caption"}
    assert {issue.figures[0] for issue in scene.audit.issues} == {"x", "y"}


def test_a_faint_text_is_caught_where_the_picture_is_painted(play):
    def faint(self):
        self.appear(Label("hard to read", size=40, role="line"))

    assert play(faint).audit.issues == []
    assert kinds(play(faint, paint=True)) == {"faint"}
    assert play(lambda self: self.appear(Label("easy", size=40)), paint=True).audit.issues == []


def test_what_is_invisible_disturbs_nobody(play):
    def hidden(self):
        self.add(Label("one", size=40), Label("two", size=40).set_opacity(0.0))
        self.hold(0.2)

    assert play(hidden).audit.issues == []


def test_crossing_finds_just_the_pairs_that_share_an_area():
    boxes = [(0, 0, 10, 10), (5, 5, 20, 20), (9, 0, 30, 4), (100, 0, 110, 10), (0, 50, 200, 60)]
    assert sorted(tuple(sorted(pair)) for pair in crossing(boxes)) == [(0, 1)]
    assert Audit.__doc__
