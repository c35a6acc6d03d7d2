"""What is held of how news goes round: who wrote it, who got it, through whose link somebody came."""

from sqlalchemy import func, select

from storage.copies import over_since
from storage.kind import Kind, after_lab, rows_of
from storage.tables import (
    AnnouncementRow,
    ArrivalRow,
    OutboxRow,
    PersonRow,
    ShareRow,
)

_LAST_CAME = select(func.max(ArrivalRow.at)).where(ArrivalRow.share_id == ShareRow.id).scalar_subquery()
"""Through a link; None where nobody came, or where whoever came is no edge of it any more."""
_USED = func.coalesce(_LAST_CAME, ShareRow.made_at)

KINDS: tuple[Kind, ...] = (
    Kind(
        "announcements",
        "who wrote an announcement; it stays, as nobody's",
        "it was made",
        None,
        AnnouncementRow,
        rows_of(AnnouncementRow, AnnouncementRow.made_at, AnnouncementRow.author_id.is_not(None)),
    ),
    Kind(
        "copies",
        "who got a copy of an announcement; then only how many",
        "the announcement was over",
        "copies",
        OutboxRow,
        rows_of(OutboxRow, over_since, OutboxRow.announcement_id == AnnouncementRow.id),
        is_apart=True,
    ),
    Kind(
        "links",
        "links of somebody's own, to all labs or to news",
        "it was made, or last brought somebody",
        "edges",
        ShareRow,
        rows_of(ShareRow, _USED, ShareRow.person_id.is_not(None), ShareRow.lab_id.is_(None)),
    ),
    Kind(
        "lab links",
        "links of somebody's own to a lab, and those in copies",
        "the lab's last meeting",
        "edges",
        ShareRow,
        after_lab(ShareRow, ShareRow.lab_id, ShareRow.person_id.is_not(None)),
    ),
    Kind(
        "edges",
        "who came through whose link; then only when, from what kind of source, how many tellings away",
        "they came",
        "edges",
        ArrivalRow,
        rows_of(ArrivalRow, ArrivalRow.at, ArrivalRow.share_id.is_not(None)),
        wiped={"share_id": None},
    ),
    Kind(
        "opened",
        "which link somebody opened last, before they agreed",
        "they first came",  # when they opened it is not held: it was not before
        "edges",
        PersonRow,
        rows_of(PersonRow, PersonRow.met_at, PersonRow.opened_id.is_not(None)),
        wiped={"opened_id": None},
    ),
    Kind(
        "arrivals",
        "that somebody came, and from what kind of source",
        "they came",
        None,
        ArrivalRow,
        rows_of(ArrivalRow, ArrivalRow.at),
    ),
)
