"""What must be true, counted by hand: a story of eleven, told here in full."""

from bot.simulation.figures import Figures
from bot.simulation.truth import Truth
from bot.simulation.word import Story, Teller

TELLERS = (
    Teller(0, "coordinator", "en", 0),
    Teller(1, "leader", "ar", 0),
    Teller(2, "group", "fr", 0),
    Teller(3, "person", "ar", 24, 1, has_link=True, signs_up=True, comes=True),
    Teller(4, "person", "fr", 48, 2, has_link=True, signs_up=True),
    Teller(5, "person", "ar", 72, 3, has_link=True),
    Teller(6, "person", "it", 72, 3, has_link=True, agrees=False),
    Teller(7, "person", "ur", 96, 3, has_link=False, signs_up=True, comes=True),  # told, without the link
    Teller(8, "person", "ur", 120, 7, has_link=True),
    Teller(9, "person", "it", 144, 5, has_link=True),
    Teller(10, "person", "fr", 168, 2, has_link=True),
)
LAB, LATER = 0, 1


def told_in_full() -> Truth:
    """All of it has happened: links about one lab, but the last, which is about another."""
    truth = Truth(Story(TELLERS, (), (), 240), over_at=(200.0, 400.0))
    for one in TELLERS:
        if one.agrees:
            truth.started[one.number] = one.hour
        if one.has_link and one.told_by is not None:
            lab = LATER if one.number == 10 else LAB
            truth.opened.add((one.number, f"{one.told_by}/{lab}"))
            if one.agrees:
                assert truth.comes(one.number, one.told_by, one.hour, lab)
        if one.signs_up:
            truth.signed_up[one.number].add(LAB)
        if one.comes:
            truth.attended[one.number].add(LAB)
    return truth


def test_people_are_counted_by_source_wave_and_language() -> None:
    figures = Figures(told_in_full())
    assert figures.sources() == {"leader": 1, "group": 2, "friend": 3, "unknown": 1}
    assert figures.waves() == {0: 1, 1: 4, 2: 1, 3: 1}
    assert figures.languages() == {"ar": 2, "fr": 2, "en": 2, "it": 1}
    assert figures.mean_wave() == 9 / 6
    assert figures.word_of_mouth() == 4 / 6


def test_the_funnel_holds_those_too_who_never_agreed() -> None:
    assert Figures(told_in_full()).funnel() == (8, 7, 3, 2)


def test_who_brought_how_many_and_whom() -> None:
    figures = Figures(told_in_full())
    assert figures.histogram() == (4, 3, 0, 0, 0, 0)
    assert figures.pairs() == {("ar", "ar"): 2, ("ar", "it"): 1, ("en", "en"): 1}
    assert figures.homophily() == 3 / ((3 * 2 + 1 * 1) / 4)
    assert figures.days_between() == (1.5, 2.0, 2.5)  # 2, 1 and 3 days; the leader apart


def test_each_link_of_a_group_begins_a_chain_of_its_own() -> None:
    """Leader–3–5–9: 10/6; two of the group's links with one each: 1 and 1; 7–8: 1."""
    assert Figures(told_in_full()).virality() == (10 / 6 + 1 + 1 + 1) / 4


def test_how_many_had_come_by_then() -> None:
    curve = Figures(told_in_full()).curve((24.0, 25.0, 73.0, 240.0))
    assert curve == {
        "leader": (0, 1, 1, 1),
        "group": (0, 0, 1, 2),
        "friend": (0, 0, 1, 3),
        "unknown": (0, 0, 0, 1),
    }


def test_what_goes_round_or_is_over_does_not_count_and_what_comes_after_is_no_origin() -> None:
    truth = told_in_full()
    assert not truth.comes(9, 9, 150, LATER)  # their own
    assert not truth.comes(1, 9, 150, LATER)  # of somebody whom they have told, through two others
    assert not truth.comes(9, 4, 200, LAB)  # over
    assert truth.comes(9, 4, 199, LAB)
    assert truth.comes(9, 4, 200, LATER)
    assert [(one.is_origin, one.is_first) for one in truth.came[9]] == [
        (True, True),
        (False, False),
        (False, True),
    ]
    assert truth.uncounted == 3
    assert Figures(truth).sources() == Figures(told_in_full()).sources()


def test_who_has_brought_others_already_stays_a_beginning() -> None:
    truth = told_in_full()
    assert truth.comes(7, 4, 190, LAB)  # came by themselves, and has told 8 of it
    (only,) = truth.came[7]
    assert (only.is_origin, only.is_first) == (False, False)
    assert Figures(truth).sources()["unknown"] == 1


def test_a_truth_without_one_arrival_differs() -> None:
    whole, wrong = Figures(told_in_full()), Figures(told_in_full().without_one())
    assert wrong.sources() == {"leader": 1, "group": 1, "friend": 3, "unknown": 2}
    assert whole.sources() != wrong.sources()
    assert whole.waves() != wrong.waves()
