"""The true word of mouth: what is drawn is what was asked for."""

from dataclasses import replace
from statistics import fmean, pvariance

from bot.simulation.city import READS, SPOKEN, City
from bot.simulation.word import COORDINATOR, Teller, draw


def _brought(city: City, seeds: range, kind: str) -> list[int]:
    """How many each of a kind has brought, of those who had all the time they need."""
    found = []
    for seed in seeds:
        story = draw(replace(city, seed=seed))
        counts = dict.fromkeys((one.number for one in story.tellers), 0)
        for one in story.tellers:
            if one.has_link and one.agrees and one.told_by is not None:
                counts[one.told_by] += 1
        early = story.hours - 100 * 24
        found += [
            counts[one.number]
            for one in story.tellers
            if one.kind == kind and one.agrees and one.hour < early
        ]
    return found


def test_each_person_brings_as_many_as_was_asked_for_and_as_unequally() -> None:
    city = City(people=600, days=200, R=0.6, k=0.3)
    brought = _brought(city, range(12), "person")
    assert len(brought) > 2000
    assert abs(fmean(brought) - 0.6) < 0.06
    variance = 0.6 + 0.6**2 / 0.3  # of a negative binomial: m + m²/k
    assert 0.75 * variance < pvariance(brought) < 1.33 * variance


def test_beginnings_bring_as_many_as_beginnings_do() -> None:
    brought = _brought(City(people=600, days=200), range(12), "leader")
    assert abs(fmean(brought) - 2.5) < 0.3


def test_about_as_many_people_come_as_were_asked_for() -> None:
    came = []
    for seed in range(30):
        story = draw(City(people=300, days=120, seed=seed))
        came.append(sum(one.kind == "person" and one.agrees for one in story.tellers))
    assert 250 < fmean(came) < 330


def test_the_same_seed_gives_the_same_story_and_another_gives_another() -> None:
    assert draw(City(seed=3)) == draw(City(seed=3))
    assert draw(City(seed=3)) != draw(City(seed=4))


def test_nobody_is_told_by_somebody_who_comes_later_or_never_agrees() -> None:
    story = draw(City(people=400))
    tellers = story.tellers
    assert [one.number for one in tellers] == list(range(len(tellers)))
    assert tellers[COORDINATOR].kind == "coordinator"
    for one in tellers:
        assert one.hour < story.hours
        if one.told_by is not None:
            by: Teller = tellers[one.told_by]
            assert by.hour < one.hour
            assert by.agrees


def test_strayings_are_of_people_who_are_there_and_open_links_of_people_who_are_there() -> None:
    story = draw(City(people=800))
    assert {one.which for one in story.strayings} == {"another's", "their own", "told"}
    for one in story.strayings:
        assert story.tellers[one.who].hour < one.hour < story.hours
        assert story.tellers[one.link_of].hour < one.hour


def test_everybody_speaks_something_and_reads_one_of_the_bots_languages() -> None:
    assert set(READS) == set(SPOKEN)
    assert abs(sum(SPOKEN.values()) - 1.0) < 1e-9
    assert len(SPOKEN) > len(set(READS.values())) == 4


def test_a_city_of_few_leaders_gets_the_others_by_itself() -> None:
    leaders, groups, posters, alone = City(people=300, leaders=3).beginnings
    assert (leaders, groups, posters) == (3, 1, 1)
    assert alone > City(people=300).beginnings[3]
