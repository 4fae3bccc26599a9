"""Single sentences as secretaries write them: `habits/*.txt`, half of them commitments, half only sounding so."""

from __future__ import annotations

from tests.minutes.habits import measured, papers


def test_sentences_of_all_habits_are_told_apart() -> None:
    """First sight, in the order below: .81 .83 .81 .92 for the first set, .75 .85 .91 .91 for the second."""
    score = measured()
    assert score.promised >= 150
    assert score.recall >= 0.95, score.wrong
    assert score.precision >= 0.95, score.wrong
    assert score.owner >= 0.94 * score.found, score.wrong
    assert score.due >= 0.96 * score.found, score.wrong


def test_half_of_the_sentences_hold_nothing() -> None:
    judged = [habit for _, habits in papers() for habit in habits]
    nothing = sum(not habit.promised for habit in judged)
    assert 0.4 < nothing / len(judged) < 0.6
