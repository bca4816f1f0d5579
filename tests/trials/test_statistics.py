"""Intervals and tests against values that books and other programs give."""

import pytest

from preclear.trials.statistics import Interval, Share, difference, differs, ratio, wilson


@pytest.mark.parametrize(
    ("n", "of", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],  # Newcombe 1998, table I, method 3
)
def test_wilson_gives_what_newcombe_printed(n, of, low, high):
    assert (round(wilson(n, of).low, 4), round(wilson(n, of).high, 4)) == (low, high)


def test_of_nobody_nothing_is_known():
    assert (Share(0, 0).value, Share(0, 0).interval, difference(0, 0, 0)) == (None, Interval(0.0, 1.0), Interval(-1.0, 1.0))


@pytest.mark.parametrize(("more", "fewer", "chance"), [(0, 0, 1.0), (5, 5, 1.0), (1, 9, 22 / 1024), (10, 0, 2 / 1024), (6, 16, 0.0524787)])
def test_mcnemar_is_the_exact_binomial(more, fewer, chance):
    assert differs(more, fewer) == pytest.approx(chance, rel=1e-5)


def test_great_numbers_are_no_trouble():
    assert differs(500_000, 498_000) == pytest.approx(0.0454, abs=1e-3)  # normal: z = 2000 / sqrt(998000) = 2.002
    assert differs(2_000_000, 1_000_000) == 0.0


def test_a_difference_lies_in_its_interval_and_turns_with_its_sign():
    span, turned = difference(30, 10, 1000), difference(10, 30, 1000)
    assert span.low < 0.02 < span.high
    assert (turned.low, turned.high) == pytest.approx((-span.high, -span.low))


def test_a_ratio_narrows_with_people():
    few, many = ratio(Share(2, 10), Share(10, 100)), ratio(Share(2000, 10_000), Share(10_000, 100_000))
    assert few.low < many.low < 2.0 < many.high < few.high
