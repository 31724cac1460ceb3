"""whytoo's command line: `python render.py "I love you"`; see `--help`."""

from cli.main import main

if __name__ == "__main__":
    main()
