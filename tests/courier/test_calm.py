"""When Telegram is away nobody knocks a thousand times: the pauses grow, and end with the first answer."""

from bot.courier.calm import FAILURES, LONGEST_PAUSE_S, Calm


def failing(calm: Calm, times: int, at_s: float = 100.0, chance: float = 0.0) -> None:
    for _ in range(times):
        calm.failed(at_s, at_s, chance)


def test_one_message_that_fails_is_no_trouble_of_telegrams() -> None:
    calm = Calm()
    failing(calm, FAILURES - 1)
    assert (calm.is_on, calm.until_s) == (False, 0.0)


def test_an_answer_in_between_begins_the_count_anew() -> None:
    calm = Calm()
    failing(calm, FAILURES - 1)
    calm.answered()
    failing(calm, FAILURES - 1)
    assert not calm.is_on


def test_after_some_in_a_row_everything_waits() -> None:
    calm = Calm()
    failing(calm, FAILURES)
    assert (calm.is_on, calm.until_s) == (True, 101.0)


def test_what_was_on_its_way_before_the_pause_does_not_make_it_longer() -> None:
    calm = Calm()
    failing(calm, FAILURES)
    for _ in range(27):
        calm.failed(99.9, 100.5, 0.0)
    assert calm.until_s == 101.0


def test_an_hour_without_telegram_costs_some_seventy_attempts() -> None:
    calm, now_s, pauses = Calm(), 100.0, []
    failing(calm, FAILURES, now_s)
    while now_s < 3700.0:
        pauses.append(calm.until_s - now_s)
        now_s = calm.until_s
        calm.failed(now_s, now_s, 0.0)
    assert pauses[:8] == [1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 60.0, 60.0]
    assert max(pauses) == LONGEST_PAUSE_S
    assert len(pauses) == 65


def test_chance_makes_pauses_shorter_by_up_to_a_half() -> None:
    for chance, pause_s in ((0.0, 1.0), (0.5, 0.75), (1.0, 0.5)):
        calm = Calm()
        failing(calm, FAILURES, chance=chance)
        assert calm.until_s == 100.0 + pause_s


def test_the_first_answer_ends_it() -> None:
    calm = Calm()
    failing(calm, FAILURES)
    calm.answered()
    assert (calm.is_on, calm.until_s) == (False, 0.0)
