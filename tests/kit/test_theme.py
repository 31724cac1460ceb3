"""Both themes are readable and speak of the same roles."""

from __future__ import annotations

import numpy as np
import pytest

from scenes.kit.theme import DARK, LIGHT, THEMES, contrast, rgb

TEXT_ROLES = (
    *("text", "muted", "token", "embedding", "position", "query", "key", "value"),
    *("score", "weight", "output", "answer"),
)


def test_contrast_is_the_standards():
    assert contrast(rgb("#000000"), rgb("#ffffff")) == pytest.approx(21)
    assert contrast(rgb("#777777"), rgb("#ffffff")) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda t: t.name)
@pytest.mark.parametrize("role", TEXT_ROLES)
def test_every_role_is_readable_on_every_ground(theme, role):
    for ground in ("background", "panel", "cell"):
        assert contrast(theme.colour(role), theme.colour(ground)) >= 4.5, ground


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda t: t.name)
def test_digits_are_readable_on_every_shade(theme):
    for t in np.linspace(-1, 1, 201):
        for ground in (theme.signed(t, 1.0), theme.share(abs(t)), theme.share(abs(t), "key")):
            assert contrast(theme.ink_on(ground), ground) >= 4.5


def test_signed_shades_differ_by_sign_and_grow_with_size():
    for theme in THEMES.values():
        middle = theme.signed(0, 1)
        assert theme.signed(-0.8, 1) != theme.signed(0.8, 1)
        distances = [contrast(theme.signed(v, 1), middle) for v in (0.2, 0.5, 1.0)]
        assert distances == sorted(distances)


def test_the_themes_have_the_same_roles():
    assert set(DARK.roles) == set(LIGHT.roles)
    with pytest.raises(KeyError, match="roles:"):
        DARK.colour("no such role")
