"""Prints the table: ``python -m benchmarks [ROW …] [-n TIMES]``."""

from __future__ import annotations

import argparse

from benchmarks import again, encoder, forward, growth, start, stock
from benchmarks.measure import machine
from benchmarks.rows import Measure, lines

ROWS: dict[str, Measure] = {
    "predict": start.predict,
    "engine": forward.measure,
    "stock": stock.measure,
    "again": again.measure,
    "growth": growth.measure,
    "encoder": encoder.measure,
    "memory": start.memory,
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Speed, measured side by side.")
    parser.add_argument("rows", nargs="*", metavar="ROW", help=f"which rows: {', '.join(ROWS)} (all)")
    parser.add_argument("-n", type=int, default=3, metavar="TIMES", help="runs of each, of which the median counts (3)")
    chosen = parser.parse_args()
    unknown = [row for row in chosen.rows if row not in ROWS]
    if unknown or chosen.n < 1:
        parser.error(f"no row {unknown[0]!r}; rows: {', '.join(ROWS)}" if unknown else "-n is at least 1")
    print(f"{machine()}; medians of {chosen.n}\n", flush=True)
    for name in chosen.rows or ROWS:
        for row in ROWS[name](chosen.n):
            print(*lines(row), sep="\n", flush=True)


if __name__ == "__main__":
    main()
