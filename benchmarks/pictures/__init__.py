"""One scene, drawn twice: with stock Manim's mobjects and with the kit."""
