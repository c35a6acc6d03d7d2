"""Links: one's own is one, a copy's comes with it, codes cannot be guessed, renewed ones are worthless."""

import re
from datetime import datetime, timedelta

from sqlalchemy import func, update

from dialogs.city import KEEP
from storage import announcements, arrivals, copies, reach, shares
from storage.audiences import Audience, members
from storage.codes import ALIKE, drawn
from storage.database import Transaction
from storage.shares import Share
from storage.tables import ShareRow
from tests.storage.lives import removed
from tests.storage.rows import NOW, a_lab, a_person, everything, news

CODE = re.compile(r"[0-9A-Za-z]{12}")


def link(tx: Transaction, person: int, code: str, lab: int | None = None) -> Share:
    """A person's own link."""
    share = shares.by_code(tx, shares.own(tx, "friend", person, code, NOW, lab=lab))
    assert share is not None
    return share


def codes(tx: Transaction) -> list[str]:
    return [row["code"] for row in everything(tx)["shares"]]


def test_ones_own_link_to_a_lab_is_made_once_and_then_found(tx: Transaction) -> None:
    person, lab, other = a_person(tx, 1), a_lab(tx), a_lab(tx)
    assert link(tx, person, "AAAAAAAAAA", lab).code == "AAAAAAAAAA"
    assert link(tx, person, "BBBBBBBBBB", lab).code == "AAAAAAAAAA"
    assert link(tx, person, "CCCCCCCCCC", other).code == "CCCCCCCCCC"
    assert link(tx, person, "DDDDDDDDDD").code == "DDDDDDDDDD"
    assert link(tx, person, "EEEEEEEEEE").code == "DDDDDDDDDD"
    assert link(tx, a_person(tx, 2), "FFFFFFFFFF", lab).code == "FFFFFFFFFF"


def test_a_copys_link_is_another_than_the_friends_link(tx: Transaction) -> None:
    person, lab = a_person(tx, 1), a_lab(tx)
    number = news(tx, person, lab=lab)
    link(tx, person, "AAAAAAAAAA", lab)
    code = shares.own(tx, "copy", person, "BBBBBBBBBB", NOW, lab=lab, announcement=number)
    assert code == "BBBBBBBBBB"
    share = shares.by_code(tx, code)
    assert share is not None
    assert (share.kind, share.lab_id, share.announcement_id) == ("copy", lab, number)


def test_each_copy_has_a_link_of_its_own_as_soon_as_it_is_planned(tx: Transaction) -> None:
    author, *readers = (a_person(tx, number) for number in range(1, 8))
    lab = a_lab(tx)
    found = announcements.get(tx, news(tx, author, lab=lab))
    assert found is not None
    assert not copies.plan(tx, found, NOW)
    laid_out = everything(tx)["shares"]
    assert sorted(row["person_id"] for row in laid_out) == [author, *readers]
    assert {(row["kind"], row["lab_id"], row["announcement_id"]) for row in laid_out} == {
        ("copy", lab, found.id)
    }
    assert all(CODE.fullmatch(row["code"]) for row in laid_out)
    assert len(set(codes(tx))) == 7
    told = shares.own(tx, "copy", author, "Unused0000", NOW, lab=lab, announcement=found.id)
    assert told in codes(tx)
    assert len(codes(tx)) == 7


def test_codes_are_drawn_anew_for_each_row_and_use_every_letter(tx: Transaction) -> None:
    for number in range(200):
        a_person(tx, number + 1)
    number = news(tx, 1)
    for _ in range(5):
        shares.lay_out(tx, members(Audience("all")), number, None, NOW)
    laid_out = codes(tx)
    assert len(laid_out) == len(set(laid_out)) == 1000
    for place in range(ALIKE, 12):
        assert len({code[place] for code in laid_out}) > 12
    assert len({code[:ALIKE] for code in laid_out}) == 5
    assert CODE.fullmatch(drawn())


def test_a_renewed_link_counts_no_more_and_is_not_handed_out_again(tx: Transaction) -> None:
    person, other = a_person(tx, 1), a_person(tx, 2)
    link(tx, person, "AAAAAAAAAA")
    link(tx, other, "OtherOne01")
    tx.execute(update(ShareRow).values(spoken=func.substr(ShareRow.code, 1, 5)))
    later = NOW + timedelta(hours=1)
    assert shares.renew(tx, person, later) == 1
    assert shares.renew(tx, person, later) == 0
    assert link(tx, person, "BBBBBBBBBB").code == "BBBBBBBBBB"
    revoked, others = shares.by_code(tx, "AAAAAAAAAA"), shares.by_code(tx, "OtherOne01")
    assert revoked is not None
    assert others is not None
    assert (revoked.revoked_at, others.revoked_at) == (later, None)
    assert [row["spoken"] for row in everything(tx)["shares"]] == [None, "Other", None]
    assert shares.by_code(tx, "ZZZZZZZZZZ") is None


def test_a_link_knows_what_its_owner_is_now(tx: Transaction) -> None:
    leader = a_person(tx, 1, role="leader")
    assert link(tx, leader, "AAAAAAAAAA").role == "leader"
    place = shares.own(tx, "place", None, "PlacesLink", NOW)
    found = shares.by_code(tx, place)
    assert found is not None
    assert (found.person_id, found.role, found.place) == (None, None, None)


def test_what_was_posted_is_counted_over_all_links_or_those_to_a_lab(tx: Transaction) -> None:
    def posted(until: datetime, lab: int | None = None) -> int:
        return reach.way(tx, until, (), (), lab).posted

    person, lab = a_person(tx, 1), a_lab(tx)
    assert posted(NOW) == 0
    for share, times in ((link(tx, person, "AAAAAAAAAA"), 3), (link(tx, person, "BBBBBBBBBB", lab), 2)):
        for _ in range(times):
            shares.is_posted(tx, share.id)
    assert (posted(NOW), posted(NOW, lab)) == (5, 2)
    assert posted(NOW, a_lab(tx)) == 0
    assert posted(NOW - timedelta(seconds=1)) == 0  # links of later are not counted


def test_once_an_edge_is_dropped_who_comes_through_the_link_anew_is_noted_again(tx: Transaction) -> None:
    share, guest = link(tx, a_person(tx, 1), "AAAAAAAAAA"), a_person(tx, 2)
    how = {"is_origin": False, "is_first": False}
    noted = [arrivals.note(tx, share, guest, NOW, "friend", 1, **how) for _ in range(2)]
    assert noted == [True, False]
    assert removed(tx, "edges", KEEP["edges"] + timedelta(days=1)) == 1
    assert arrivals.note(tx, share, guest, NOW, "friend", 1, **how)
