"""Segments set out for reading: side by side where they are said together, and none left out."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from fieldarchive.browse.item.transcripts import Transcript, transcripts

segments = st.lists(
    st.fixed_dictionaries(
        {
            "start_ms": st.none() | st.integers(0, 30_000),
            "end_ms": st.none(),
            "speaker": st.none() | st.sampled_from("AB"),
            "tier": st.none() | st.just("ref"),
            "language": st.none() | st.sampled_from(["ru", "zh"]),
            "text": st.text(max_size=3),
        }
    ),
    max_size=25,
).map(lambda found: [{"n": n, **segment} for n, segment in enumerate(found)])


def shown(found: list[Transcript]) -> list[int]:
    return sorted(s["n"] for t in found for line in t.lines for cell in line.cells for s in cell)


@given(segments)
def test_every_segment_is_shown_once(given_segments):
    assert shown(transcripts(given_segments)) == [s["n"] for s in given_segments]


def track(language: str | None, *starts: int | None, speaker: str | None = None) -> list[dict]:
    return [
        {"n": n, "start_ms": s, "end_ms": None, "speaker": speaker, "tier": None,
         "language": language, "text": f"{language} {n}"}
        for n, s in enumerate(starts)
    ]  # fmt: skip


def test_translations_that_begin_together_are_columns():
    (found,) = transcripts(track("ru", 0, 4000, 8000) + track("zh", 100, 4200, 8500))
    assert [t.language for t in found.tracks] == ["ru", "zh"]
    assert [len(line.cells[1]) for line in found.lines] == [1, 1, 1]


def test_a_line_that_the_translation_joins_waits_beside_the_first():
    (found,) = transcripts(track("ru", 0, 4000, 8000) + track("zh", 0, 8000))
    assert [len(line.cells[1]) for line in found.lines] == [1, 0, 1]


def test_transcripts_of_other_times_follow_one_another():
    assert len(transcripts(track("ru", 0, 4000, 8000) + track("zh", 2000, 6000, 12_000))) == 2


def test_a_second_transcript_in_the_same_language_is_not_mixed_into_the_first():
    assert len(transcripts(track("ru", 0, 4000) + track("ru", None, None))) == 2
    assert len(transcripts(track("ru", 0, 40_000) + track("ru", 0, 900))) == 2


def test_the_language_spoken_comes_before_its_translation():
    (found,) = transcripts(track("en", 0, 4000) + track("ru", 0, 4000), spoken="ru")
    assert [column.language for column in found.tracks] == ["ru", "en"]
