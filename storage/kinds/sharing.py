"""What is held of how news goes round: who wrote it, who got it, through whose link somebody came."""

from storage.copies import over_since
from storage.kind import Kind, rows_of
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
        "links of somebody's own, and those in copies",
        "it was made",
        None,
        ShareRow,
        rows_of(ShareRow, ShareRow.made_at, ShareRow.person_id.is_not(None)),
    ),
    Kind(
        "arrivals",
        "who came through which link",
        "they came",
        None,
        ArrivalRow,
        rows_of(ArrivalRow, ArrivalRow.at),
    ),
)
