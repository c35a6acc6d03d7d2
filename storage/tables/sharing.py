"""The word on its way: announcements, places with posters, links, and who came through them."""

from datetime import datetime

from sqlalchemy import Boolean, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.table import Table, key, one_of


class AnnouncementRow(Table):
    """News to many. `planned_to`: the last person id that has a copy in the outbox.

    `rests_for`: why a paused one rests. `moved_at`: when something last came of it. `told`: what the
    sender was last told of it. `counts`: what came of its copies, once these are forgotten, as JSON.
    """

    __tablename__ = "announcements"
    __table_args__ = (
        one_of("state", "draft", "scheduled", "planning", "sending", "paused", "done", "cancelled"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    author_id: Mapped[int | None] = mapped_column(key("people.id", "SET NULL"))
    lab_id: Mapped[int | None] = mapped_column(key("labs.id"))
    audience: Mapped[str] = mapped_column(String(60))
    language: Mapped[str] = mapped_column(String(12))
    state: Mapped[str] = mapped_column(String(12), index=True)
    planned_to: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime]
    made_at: Mapped[datetime]
    rests_for: Mapped[str | None] = mapped_column(String(12))
    moved_at: Mapped[datetime | None]
    told: Mapped[str | None] = mapped_column(String(200))
    counts: Mapped[str | None]


class AnnouncementTextRow(Table):
    """What an announcement says, in one language."""

    __tablename__ = "announcement_texts"
    announcement_id: Mapped[int] = mapped_column(key("announcements.id"), primary_key=True)
    language: Mapped[str] = mapped_column(String(12), primary_key=True)
    text: Mapped[str]


class AnnouncementMediaRow(Table):
    """A file that goes with an announcement to readers of one language; Telegram keeps the file itself."""

    __tablename__ = "announcement_media"
    __table_args__ = (one_of("kind", "photo", "voice", "document"),)
    announcement_id: Mapped[int] = mapped_column(key("announcements.id"), primary_key=True)
    language: Mapped[str] = mapped_column(String(12), primary_key=True)
    kind: Mapped[str] = mapped_column(String(12))
    file_id: Mapped[str]


class PlaceRow(Table):
    """Where a poster hangs, so that who comes through it is counted: no more than a name for the desk."""

    __tablename__ = "places"
    __table_args__ = (one_of("kind", "centre", "school", "shop", "other"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(12))
    name: Mapped[str] = mapped_column(String(60))
    district: Mapped[str | None] = mapped_column(String(40))
    made_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]


class ShareRow(Table):
    """A link to open: a person's card (friend), inline post, poster, copy of an announcement; or nobody's:
    that of a place's poster, that of a group.

    `spoken`: the same link as a few characters to be said aloud. `opened`: how many people opened it, agreed
    or not. `posted`: how often it was chosen inline, where Telegram says so.
    """

    __tablename__ = "shares"
    __table_args__ = (
        one_of("kind", "friend", "copy", "inline", "poster", "place", "group"),
        Index(None, "person_id", "lab_id", "kind"),
        # Partial: of a million copies' links, none has any of these.
        *(
            Index(
                f"ix_shares_{column}",
                column,
                unique=column == "spoken",
                sqlite_where=text(f"{column} IS NOT NULL"),
                postgresql_where=text(f"{column} IS NOT NULL"),
            )
            for column in ("group_id", "place_id", "spoken")
        ),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(12), unique=True)
    kind: Mapped[str] = mapped_column(String(12))
    person_id: Mapped[int | None] = mapped_column(key("people.id", "SET NULL"))
    lab_id: Mapped[int | None] = mapped_column(key("labs.id"), index=True)
    announcement_id: Mapped[int | None] = mapped_column(key("announcements.id"), index=True)
    made_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    group_id: Mapped[int | None] = mapped_column(key("groups.id", "SET NULL"))
    place_id: Mapped[int | None] = mapped_column(key("places.id"))
    spoken: Mapped[str | None] = mapped_column(String(8))
    opened: Mapped[int] = mapped_column(default=0)
    posted: Mapped[int] = mapped_column(default=0)


class ArrivalRow(Table):
    """Somebody came through a link. `is_origin`: it is how they first heard of us; else an assist.

    `is_first`: it is how they first heard of this lab. `source`: whose or what the link was; `wave`: how many
    tellings away from a source, for the lab of the link if it has one. Both stay, as figures, when the edge
    (`share_id`) is dropped.
    """

    __tablename__ = "arrivals"
    __table_args__ = (
        UniqueConstraint("share_id", "person_id"),
        one_of("source", "friend", "leader", "coordinator", "group", "centre", "poster"),
        Index(
            "uq_arrivals_first",
            "lab_id",
            "person_id",
            unique=True,
            sqlite_where=text("is_first"),
            postgresql_where=text("is_first"),
        ),
        Index(
            "uq_arrivals_origin",
            "person_id",
            unique=True,
            sqlite_where=text("is_origin"),
            postgresql_where=text("is_origin"),
        ),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    share_id: Mapped[int | None] = mapped_column(key("shares.id", "SET NULL"))
    person_id: Mapped[int] = mapped_column(key("people.id"), index=True)
    at: Mapped[datetime]
    is_origin: Mapped[bool] = mapped_column(Boolean)
    lab_id: Mapped[int | None] = mapped_column(key("labs.id"))
    source: Mapped[str] = mapped_column(String(12))
    wave: Mapped[int]
    is_first: Mapped[bool] = mapped_column(Boolean, default=False)
