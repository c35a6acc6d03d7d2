"""What is held of how news goes round: who wrote it, who got it, through whose link somebody came."""

from storage.copies import over_since
from storage.kind import Kind, after_lab, rows_of
from storage.tables import (
    AnnouncementRow,
    ArrivalRow,
    OutboxRow,
    ShareRow,
)

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
        "it was made",
        "edges",
        ShareRow,
        rows_of(ShareRow, ShareRow.made_at, ShareRow.person_id.is_not(None), ShareRow.lab_id.is_(None)),
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
        "arrivals",
        "that somebody came, and from what kind of source",
        "they came",
        None,
        ArrivalRow,
        rows_of(ArrivalRow, ArrivalRow.at),
    ),
)
