"""How well a search finds the words of treebanks, beside other searches: a table in Markdown.

    python tests/bench/search_quality.py [LANGUAGE=FILE,FILE…] [--queries 3000] [--seed 7]

$FIELDARCHIVE_CORPORA names the folder that holds `tools/search_eval.py` and the treebanks in
`corpora/ud`; languages are ru, en, zh and zht. F1 is the mean over queries, with precision and
recall behind it. Where a query is one Chinese character, precision is low in any index of
characters, and the order counts: MAP is the mean average precision of what is found, as it is
ranked, and in the order of the texts.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from types import ModuleType

from search_engines import Engine, engines
from search_names import Query, Sentence, names, spellings

TOLD = {"ru": "Russian", "en": "English", "zh": "Chinese", "zht": "Chinese, traditional"}
_HERE = Path(__file__).resolve()
_CORPORA = Path(os.environ.get("FIELDARCHIVE_CORPORA", _HERE.parents[3] / "shared"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("treebanks", nargs="*", metavar="LANGUAGE=FILE,FILE")
    parser.add_argument("--queries", type=int, default=3000, help="at most, of a language")
    parser.add_argument("--seed", type=int, default=7)
    chosen = parser.parse_args()
    program = _program()
    found = {name: [*map(_standard, files)] for name, files in program.FILES.items()}
    if chosen.treebanks:
        given = (one.partition("=") for one in chosen.treebanks)
        found = {language: files.split(",") for language, _, files in given}
    here = engines()
    print(f"| queries | n | {' | '.join(here)} |\n|---|--:|{'---|' * len(here)}")
    for language, files in found.items():
        sentences = program.load(files)
        built = {name: _built(make(language), sentences) for name, make in here.items()}
        asked = program.gold_queries(language, sentences, chosen.queries, chosen.seed)
        queries = [(form, right) for form, _, right in asked]
        for told, some in _kinds(program, language, sentences, queries):
            _row(f"{TOLD[language]}{told}", some, built, lambda one, some: _f1(program, one, some))
        single = [query for query in queries if len(query[0]) == 1]
        what = f"{TOLD[language]}, one character: MAP"
        _row(f"{what} as ranked", single, built, _as_ranked)
        _row(f"{what} in the order of the texts", single, built, _as_added)


def _program() -> ModuleType:
    """The program that reads treebanks and makes queries of them."""
    path = _CORPORA / "tools" / "search_eval.py"
    spec = importlib.util.spec_from_file_location("search_eval", path)
    if spec is None or spec.loader is None or not path.exists():
        sys.exit(f"{path} is not there: set FIELDARCHIVE_CORPORA to the folder that holds it.")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _standard(name: str) -> str:
    return str(_CORPORA / "corpora" / "ud" / name)


def _built(engine: Engine, sentences: Sequence[Sentence]) -> Engine:
    for number, (text, _) in enumerate(sentences):
        engine.add(number, text)
    engine.commit()
    return engine


def _kinds(
    program: ModuleType, language: str, sentences: Sequence[Sentence], queries: Sequence[Query]
) -> Iterator[tuple[str, Sequence[Query]]]:
    """The queries of a language as typed, in other letters, and how each kind is called."""
    yield "", queries
    if language.startswith("zh"):
        yield ", one character", [query for query in queries if len(query[0]) == 1]
        yield ", two and more", [query for query in queries if len(query[0]) > 1]
        convert = program.converter(language)
        others = [(convert(form), right) for form, right in queries if convert(form) != form]
        yield ", typed in the other script", others
    if language == "en":
        return
    known = names(language, sentences, program.fold)
    yield " names", known
    for how, spelled in spellings(language).items():
        yield f" names in {how}", [(spelled(form), right) for form, right in known if spelled(form)]


def _row(
    told: str,
    queries: Sequence[Query],
    built: dict[str, Engine],
    measured: Callable[[Engine, Sequence[Query]], str],
) -> None:
    if not queries:  # a treebank without names
        return
    cells = [measured(engine, queries) for engine in built.values()]
    print(f"| {told} | {len(queries):,} | {' | '.join(cells)} |", flush=True)


def _f1(program: ModuleType, engine: Engine, queries: Sequence[Query]) -> str:
    each = [program.f1(set(engine.ranked(typed)), right) for typed, right in queries]
    precision, recall, f1 = (_mean(one[place] for one in each) for place in range(3))
    return f"{f1:.3f} ({precision:.3f}/{recall:.3f})"


def _as_ranked(engine: Engine, queries: Sequence[Query]) -> str:
    return (
        f"{_mean(_average_precision(engine.ranked(typed), right) for typed, right in queries):.3f}"
    )


def _as_added(engine: Engine, queries: Sequence[Query]) -> str:
    in_order = ((sorted(engine.ranked(typed)), right) for typed, right in queries)
    return f"{_mean(_average_precision(found, right) for found, right in in_order):.3f}"


def _average_precision(found: Sequence[int], right: set[int]) -> float:
    """The mean over right texts of how many of those up to it are right; not found counts 0."""
    places = [place for place, number in enumerate(found, start=1) if number in right]
    return sum(n / place for n, place in enumerate(places, start=1)) / len(right)


def _mean(values: Iterable[float]) -> float:
    found = list(values)
    return sum(found) / len(found) if found else 0.0


if __name__ == "__main__":
    main()
