"""Who can reach whom: starting and blocking the bot, adding it to groups, groups that move.

It must not know what is written; only that it is told to the bot as updates.
"""

from bot.playground.people import FIRST_SUPERGROUP, Group, Json, Membership, Person
from bot.playground.scene import Scene


class Reach(Scene):
    """The world as far as people and the bot come together in it."""

    def add_person(
        self, id: int, name: str, language_code: str | None = None, *,
        role: str = "", note: str = "", has_started: bool = False,
    ) -> Person:  # fmt: skip
        """A person with a phone. Without `has_started`, the bot cannot write to them first."""
        person = Person(id, name, language_code, role, note, has_started)
        self.people[id] = person
        self.changed()
        return person

    def add_group(self, id: int, title: str, *, has_bot: bool = False) -> Group:
        """A group, everybody in it; `has_bot`: the bot too, without an update about it."""
        if id >= 0:
            raise ValueError("The id of a group is negative.")
        group = Group(id, title, "member" if has_bot else "none")
        self.groups[id] = group
        self.changed()
        return group

    def block(self, person: int) -> None:
        """The person stops the bot."""
        who = self.people[person]
        if who.has_started and not who.has_blocked:
            who.has_blocked = True
            self._tell_membership(who.as_chat(), person, "member", "kicked")

    def unblock(self, person: int) -> None:
        """The person lets the bot write again."""
        who = self.people[person]
        if who.has_blocked:
            who.has_blocked = False
            self._tell_membership(who.as_chat(), person, "kicked", "member")

    def deactivate(self, person: int) -> None:
        """The person's account is no more."""
        self.people[person].is_deactivated = True
        self.changed()

    def add_bot(self, person: int, group: int) -> None:
        """The person adds the bot to a group."""
        where = self.groups[group]
        if where.bot_is == "member":
            return
        before: Membership = "left" if where.bot_is == "none" else where.bot_is
        where.bot_is = "member"
        self._tell_membership(where.as_chat(), person, before, "member")
        self._post_service(group, person, {"new_chat_members": [self.bot_user()]})

    def remove_bot(self, person: int, group: int) -> None:
        """The person puts the bot out of a group."""
        where = self.groups[group]
        if where.bot_is == "member":
            where.bot_is = "kicked"
            self._tell_membership(where.as_chat(), person, "member", "kicked")

    def leave_group(self, group: int) -> None:
        """The bot leaves by itself."""
        where = self.groups[group]
        where.bot_is = "left"
        self._tell_membership(where.as_chat(), self.bot_id, "member", "left")

    def delete_group(self, person: int, group: int) -> None:
        """The person deletes the group, for everybody; the bot is told only that it is in it no more."""
        where = self.groups[group]
        before = where.bot_is
        where.is_deleted = True
        if before == "member":
            where.bot_is = "left"
            self._tell_membership(where.as_chat(), person, "member", "left")
        self.changed()

    def upgrade_group(self, group: int) -> int:
        """The group becomes a supergroup: gives its new id. The old one only points there."""
        old = self.groups[group]
        if old.is_supergroup or old.is_over:
            raise ValueError("Only a group that has not moved can become a supergroup.")
        new = self.add_group(FIRST_SUPERGROUP + group, old.title, has_bot=old.bot_is == "member")
        old.moved_to = new.id
        somebody = next(iter(self.people), self.bot_id)
        self._post_service(old.id, somebody, {"migrate_to_chat_id": new.id})
        self._post_service(new.id, somebody, {"migrate_from_chat_id": old.id})
        return new.id

    def _post_service(self, group: int, sender: int, service: Json) -> None:
        message = self.post(group, sender, service=service)
        if self.groups[group].bot_is == "member":
            self.queue.add("message", self.message_json(message))

    def _tell_membership(self, chat: Json, sender: int, before: Membership, after: Membership) -> None:
        def member(status: Membership) -> Json:
            record: Json = {"user": self.bot_user(), "status": status}
            return record | {"until_date": 0} if status == "kicked" else record

        change = {"chat": chat, "from": self.user_json(sender), "date": self.unix_now()}
        change |= {"old_chat_member": member(before), "new_chat_member": member(after)}
        self.queue.add("my_chat_member", change)
        self.changed()
