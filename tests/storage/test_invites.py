"""Invitations: good once, for a while, and their codes are nowhere to be read."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from storage import hosts, invites
from storage.database import Database, Transaction
from storage.invites import FOR_GROUPS, TO_PERSONS, Given
from tests.storage.rows import NOW, a_lab, everything

WEEK = timedelta(days=7)


def test_an_invitation_gives_its_role_once(tx: Transaction) -> None:
    invites.make(tx, "KeyToDesk9", "coordinator", NOW + WEEK)
    invites.make(tx, "KeyToLead9", "leader", NOW + WEEK)
    assert invites.use(tx, "KeyToDesk9", NOW, TO_PERSONS) == Given("coordinator")
    assert invites.use(tx, "KeyToDesk9", NOW, TO_PERSONS) is None
    assert invites.use(tx, "KeyToLead9", NOW, TO_PERSONS) == Given("leader")


def test_it_is_good_until_it_expires(tx: Transaction) -> None:
    for code in ("KeyToDesk1", "KeyToDesk2"):
        invites.make(tx, code, "coordinator", NOW + WEEK)
    assert invites.use(tx, "KeyToDesk1", NOW + WEEK, TO_PERSONS) is None
    assert invites.use(tx, "KeyToDesk2", NOW + WEEK - timedelta(seconds=1), TO_PERSONS) == Given(
        "coordinator"
    )


def test_a_guessed_code_gives_nothing(tx: Transaction) -> None:
    invites.make(tx, "KeyToDesk9", "coordinator", NOW + WEEK)
    for guess in ("keytodesk9", "KeyToDesk", "", everything(tx)["invites"][0]["digest"]):
        assert invites.use(tx, guess, NOW, TO_PERSONS) is None


def test_the_code_itself_is_not_kept(tx: Transaction) -> None:
    invites.make(tx, "KeyToDesk9", "coordinator", NOW + WEEK)
    (row,) = everything(tx)["invites"]
    assert "KeyToDesk9" not in str(row)
    assert len(row["digest"]) == 64


def test_of_many_who_open_it_at_once_one_gets_the_role(database: Database) -> None:
    with database.transaction() as tx:
        invites.make(tx, "KeyToDesk9", "coordinator", NOW + WEEK)

    def open_it(_: int) -> Given | None:
        with database.transaction() as tx:
            return invites.use(tx, "KeyToDesk9", NOW, TO_PERSONS)

    with ThreadPoolExecutor(8) as threads:
        assert sorted(map(bool, threads.map(open_it, range(8)))) == [*[False] * 7, True]


def test_a_host_is_invited_to_one_lab(tx: Transaction) -> None:
    felt, clay = a_lab(tx, "Felt"), a_lab(tx, "Clay")
    invites.make(tx, "KeyToFelt9", "host", NOW + WEEK, felt)
    invites.make(tx, "KeyToClay9", "host", NOW + WEEK, clay)
    assert invites.use(tx, "KeyToFelt9", NOW, TO_PERSONS) == Given("host", felt)
    assert invites.withdraw(tx, felt) == 0  # the one there was is used
    assert invites.withdraw(tx, clay) == 1
    assert invites.use(tx, "KeyToClay9", NOW, TO_PERSONS) is None
    assert hosts.count(tx, felt) == 0  # who opened it is made a host by the dialogs


def test_one_opened_in_the_wrong_place_is_not_used_up(tx: Transaction) -> None:
    invites.make(tx, "KeyToSquar", "group", NOW + WEEK)
    invites.make(tx, "KeyToLead9", "leader", NOW + WEEK)
    assert invites.use(tx, "KeyToSquar", NOW, TO_PERSONS) is None
    assert invites.use(tx, "KeyToLead9", NOW, FOR_GROUPS) is None
    assert invites.use(tx, "KeyToSquar", NOW, FOR_GROUPS) == Given("group")
    assert invites.use(tx, "KeyToLead9", NOW, TO_PERSONS) == Given("leader")


def test_with_the_links_that_make_leaders_go_those_of_leaders_for_groups_and_no_others(
    tx: Transaction,
) -> None:
    for role in ("leader", "group", "coordinator", "host"):
        invites.make(tx, f"KeyTo{role:_<5}", role, NOW + WEEK)
    invites.make(tx, "KeyToUsed9", "group", NOW + WEEK)
    assert invites.use(tx, "KeyToUsed9", NOW, FOR_GROUPS) == Given("group")
    assert invites.withdraw_leaders(tx) == 2
    assert sorted(row["role"] for row in everything(tx)["invites"]) == ["coordinator", "group", "host"]
    assert invites.use(tx, "KeyTogroup", NOW, FOR_GROUPS) is None
