"""What must be true in the end, however often the bot died: counted in the database and in the chats."""

import re

from storage import copies
from tests.chaos.mortal import COORDINATOR
from tests.chaos.traffic import COPIES, CROWD, SEATS, SENT_OFF, SINGERS, Traffic


def nothing_is_lost_or_done_twice(traffic: Traffic) -> None:
    """What the database holds is what people did, once each."""
    crowd = len(traffic.newcomers)
    assert traffic.count("inbox") == traffic.updates
    each_update_is_answered_once(traffic)
    assert traffic.count("people WHERE agreed_at IS NOT NULL") == 1 + CROWD + crowd
    assert traffic.count("contacts") == 1 + CROWD + crowd
    assert traffic.count("signups") == crowd + SINGERS
    assert traffic.count("signups WHERE state = 'cancelled'") == len(traffic.leavers)
    assert traffic.count("outbox WHERE address LIKE 'ask/copy/%'") == traffic.count("questions") == crowd
    assert traffic.count("outbox WHERE kind = 'reminder'") == traffic.count("reminders") >= SINGERS
    assert traffic.count("announcements") == traffic.news
    assert max(seated for _, seated in _seated(traffic)) <= SEATS


def each_update_is_answered_once(traffic: Traffic) -> None:
    """As many replies as updates, person by person.

    But for the two before somebody agreed: what has been said to a visitor is forgotten soon.
    """
    replies = dict(
        traffic.rows(
            "SELECT telegram_id, count(*) FROM outbox JOIN contacts ON contacts.person_id = outbox.person_id"
            " WHERE kind = 'reply' GROUP BY telegram_id"
        )
    )
    sent = traffic.sent
    assert set(replies) == set(sent)
    for number, updates in sent.items():
        as_visitor = 0 if number == COORDINATOR else 2
        assert updates - as_visitor <= replies[number] <= updates


def _seated(traffic: Traffic) -> list[tuple[int, int]]:
    found = traffic.rows(
        "SELECT lab_id, sum(party) FROM signups WHERE state IN ('seated', 'offered') GROUP BY lab_id"
    )
    return [(lab, int(seated)) for lab, seated in found]


def nobody_has_heard_anything_twice(traffic: Traffic) -> None:
    """As many messages in each newcomer's chat as rows; but for what was said to them as a visitor."""
    rows = dict(
        traffic.rows(
            "SELECT telegram_id, count(*) FROM outbox JOIN contacts ON contacts.person_id = outbox.person_id"
            " WHERE state = 'sent' GROUP BY telegram_id"
        )
    )
    for number in traffic.newcomers:
        assert 0 <= len(traffic.heard(number)) - rows[number] <= 2


def every_reply_has_arrived(traffic: Traffic) -> None:
    """Each row of the outbox that is no news was sent, and stands in its chat as a message of its own.

    But for the offer of a seat that was left again before it could be made.
    """
    assert traffic.count("outbox WHERE kind <> 'announcement' AND state NOT IN ('sent', 'cancelled')") == 0
    cancelled = "FROM outbox WHERE state = 'cancelled' AND coalesce(address, '') NOT LIKE 'lab/%/offer'"
    assert traffic.rows(f"SELECT kind, address {cancelled}") == []
    sent = traffic.rows(
        "SELECT telegram_id, message_id FROM outbox JOIN contacts ON contacts.person_id = outbox.person_id"
        " WHERE kind <> 'announcement' AND state = 'sent'"
    )
    assert len(set(sent)) == len(sent)
    world = traffic.playground.world
    there = {(number, message.id) for number, _ in sent for message in world.from_bot(number)}
    assert set(sent) <= there
    desk = " ".join(traffic.heard(COORDINATOR))
    for number in traffic.newcomers:
        heard = " ".join(traffic.heard(number))
        assert "Your question has number" in heard
        assert "seats are yours" in heard or "seat is yours" in heard or "waiting list: " in heard
        assert f"Where is it, asks {number}?" in desk


def no_news_is_doubled(traffic: Traffic) -> None:
    """Who has a copy heard it once; where a kill left it unknown, once or not at all."""
    copies = traffic.rows(
        "SELECT telegram_id, announcement_texts.text, outbox.state FROM outbox"
        " JOIN contacts ON contacts.person_id = outbox.person_id"
        " JOIN announcement_texts ON announcement_texts.announcement_id = outbox.announcement_id"
    )
    news = {(number, words): state for number, words, state in copies}
    assert len(news) == len(copies) >= 3 * CROWD
    assert set(news.values()) <= {"sent", "unknown"}
    heard = traffic.news_heard()
    assert set(heard.values()) == {1}
    assert set(heard) <= set(news)
    assert {copy for copy, state in news.items() if state == "sent"} <= set(heard)


def what_is_unknown_was_on_its_way_and_is_told(traffic: Traffic) -> None:
    """A copy is unknown only where a life ended over it; the desk counts each, and so does its report."""
    unknown = {row for (row,) in traffic.rows(f"SELECT id FROM {COPIES} AND state = 'unknown'")}
    assert unknown <= traffic.on_their_way
    all_news = [news for (news,) in traffic.rows(f"SELECT id FROM {SENT_OFF}")]
    with traffic.database.transaction() as tx:
        counted = {news: copies.counts(tx, news).get("unknown", 0) for news in all_news}
    assert sum(counted.values()) == len(unknown)
    assert {news: _told_unknown(traffic, news) for news in all_news} == counted


def _told_unknown(traffic: Traffic, news: int) -> int | None:
    """How many the coordinator reads are unknown, where it says last that this has gone out."""
    says = re.compile(rf"Announcement {news}\n📨 It has gone out\..*?\n❔ Unknown: (\d+)$", re.DOTALL | re.M)
    told = [found[1] for words in traffic.heard(COORDINATOR) if (found := says.match(words))]
    return int(told[-1]) if told else None
