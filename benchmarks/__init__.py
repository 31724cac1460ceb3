"""How fast it is, measured side by side on this machine (`make bench`); nothing here passes or fails."""
