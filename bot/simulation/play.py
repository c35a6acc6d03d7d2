"""Plays a story: hour by hour everybody does what the story says, and what they saw of it is noted as true.

It must not know the database: what somebody passes on, they have read on their phone.
"""

from collections import Counter, defaultdict
from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import numpy as np

from bot.simulation import deeds, desk
from bot.simulation.phones import NotSeen, Phone, link_in
from bot.simulation.stage import Lab, Script, Stage
from bot.simulation.truth import SOURCE_OF, Truth
from bot.simulation.word import COORDINATOR, NEWS_EVERY, Story, Straying, Teller

FIRST_PERSON, FIRST_GROUP = 10_000, -20_000
IDLE_H = 3
"""Hours that pass at once while nobody does anything: reminders are due in between."""
PASSES_ON_A_COPY = 0.5
"""Of those who have something to forward in their chat already, so many do; the others make a card."""


class Play:
    """One story on one stage. `truth` grows with the hours."""

    def __init__(self, stage: Stage, story: Story, seed: int) -> None:
        self.stage, self.story = stage, story
        self.truth = Truth(story, tuple(self._hour(lab.ends_at) for lab in stage.labs))
        self._luck = np.random.default_rng((seed, 1))
        self._phones: dict[int, Phone] = {}
        self._links: dict[int, tuple[str, Lab | None]] = {}
        self._aloud: dict[int, str] = {}
        self._passes: dict[int, dict[int, int]] = defaultdict(dict)

    def _hour(self, moment: datetime) -> float:
        return (moment - self.stage.clock.at(timedelta())) / timedelta(hours=1)

    async def hours(self) -> AsyncIterator[int]:
        """Play it to its end; gives each hour (since the beginning) at which something was done.

        Raises NotSeen where somebody did not see what they should have.
        """
        coming, straying = defaultdict(list), defaultdict(list)
        for teller in self.story.tellers:
            coming[teller.hour].append(teller)
        for one in self.story.strayings:
            straying[one.hour].append(one)
        going_on = {int(hour) - 1: number for number, hour in enumerate(self.truth.over_at)}
        busy = {*coming, *straying, *going_on, *self.story.announced, *range(0, self.story.hours + 1, IDLE_H)}
        for hour in sorted(hour for hour in busy if hour <= self.story.hours):
            await self.stage.walk(hour)
            await self._begin([one for one in coming[hour] if one.kind != "person"])
            if hour in self.story.announced:
                await self.stage.play([self._announces()])
                await self.stage.walk(hour)  # a sweep lays the copies out
            if hour in going_on:
                await self.stage.play([self._notes(going_on[hour])])
            people = [one for one in coming[hour] if one.kind == "person"]
            await self._all_pass_on(people)
            await self.stage.play(self._comes(one) for one in people)
            await self._stray(straying[hour])
            self.truth.things = self._things()
            yield hour

    def _things(self) -> Counter[str]:
        """How many links groups and posters have."""
        found = Counter(SOURCE_OF[self.story.tellers[number].kind] for number in self._aloud)
        for group in self.stage.world.groups:
            links = {link_in(message) for message in self.stage.world.from_bot(group)}
            found["group"] += len(links - {""})
        return found

    async def _begin(self, beginnings: list[Teller]) -> None:
        """One after the other, as all need the coordinator."""
        for one in beginnings:
            if one.kind == "group":
                await self.stage.play([self._group_begins(one)])
            elif one.is_thing:
                await self.stage.play([self._poster_begins(one)])
            else:
                await self.stage.play([self._begins(one)])

    # --- beginnings ---

    def _phone(self, one: Teller) -> Phone:
        if one.number not in self._phones:
            number = FIRST_PERSON + one.number
            self.stage.world.add_person(number, f"Nobody {one.number}", one.speaks)
            self._phones[one.number] = Phone(self.stage.world, number, self.stage.words(one.reads))
        return self._phones[one.number]

    def _begins(self, one: Teller) -> Script:
        """Somebody opens a one-time link that gives them a role, and makes a card to pass on."""
        phone = self._phone(one)
        if one.kind == "coordinator":
            link = self.stage.invitation(one.kind)
        else:
            link = yield from desk.invites_leader(self._phones[COORDINATOR], phone.id)
        phone.follows(link)
        yield from deeds.meets(phone, one.reads, agrees=True)
        self.truth.started[one.number] = one.hour
        yield from deeds.makes_card(phone, self._labs(), one.reads)

    def _group_begins(self, one: Teller) -> Script:
        """A group is opened with a link; its own link comes with the next announcement."""
        group = FIRST_GROUP - one.number
        self.stage.world.add_group(group, f"Group {one.number}")
        yield from desk.opens_group(self._phones[COORDINATOR], group, one.reads)

    def _poster_begins(self, one: Teller) -> Script:
        """A place is made at the desk, and a poster for it, with something to be said aloud."""
        said = yield from desk.hangs_poster(self._phones[COORDINATOR], one.kind, f"Place {one.number}")
        self._aloud[one.number] = said

    def _announces(self) -> Script:
        """About the first lab that is still open when the next announcement goes out."""
        until = self.stage.clock.now() + timedelta(hours=NEWS_EVERY)
        lab = next(lab for lab in self.stage.labs if lab.starts_at > until)
        return desk.announces(self._phones[COORDINATOR], lab)

    def _notes(self, lab: int) -> Script:
        numbers = self._passes[lab]
        came = {who for who in numbers if self.story.tellers[who].comes}
        for who in came:
            self.truth.attended[who].add(lab)
        return desk.notes_who_came(
            self._phones[COORDINATOR], self.stage.labs[lab], {numbers[who] for who in came}
        )

    # --- telling and coming ---

    async def _all_pass_on(self, people: list[Teller]) -> None:
        """Everybody who is told through a link gets one; who tells several now does so one by one."""
        told: dict[int, list[Teller]] = defaultdict(list)
        for friend in people:
            if friend.has_link and friend.told_by is not None:
                told[friend.told_by].append(friend)
        await self.stage.play(
            self._passes_on(self.story.tellers[by], friends) for by, friends in told.items()
        )

    def _labs(self) -> tuple[Lab, ...]:
        """Some labs that are open, in any order: those a list shows without turning its page."""
        soon = self.stage.open_labs()[:6]
        return tuple(soon[place] for place in self._luck.permutation(len(soon)))

    def _passes_on(self, one: Teller, friends: list[Teller]) -> Script:
        for friend in friends:
            if one.is_thing:
                self._links[friend.number] = self._shown_by(one)
                continue
            phone, to = self._phone(one), self._phone(friend)
            found = None
            if self._luck.random() < PASSES_ON_A_COPY:
                found = deeds.about(phone.messages, self.stage.open_labs())
            if found is None:
                lab = yield from deeds.makes_card(phone, self._labs(), friend.reads)
                found = phone.card, lab
            self._links[friend.number] = phone.forwards(found[0], to.id), found[1]

    def _shown_by(self, one: Teller) -> tuple[str, Lab | None]:
        """What stands on the poster, or was posted in the group about a lab that is still open."""
        if one.number in self._aloud:
            return self._aloud[one.number], None
        found = deeds.about(self.stage.world.from_bot(FIRST_GROUP - one.number), self.stage.open_labs())
        if found is None:
            raise NotSeen(f"nothing about a lab that is open was posted in group {one.number}")
        return link_in(found[0]), found[1]

    def _comes(self, one: Teller) -> Script:
        phone = self._phone(one)
        link, lab = self._links.pop(one.number, ("", None))
        if link:
            self.truth.opened.add((one.number, link))
            phone.follows(link)
        else:
            phone.starts()
        yield from deeds.meets(phone, one.reads, one.agrees)
        if not one.agrees:
            return
        self.truth.started[one.number] = one.hour
        if link and one.told_by is not None:
            self.truth.comes(one.number, one.told_by, one.hour, self._number(lab))
        if one.signs_up:
            yield from self._signs_up(one, phone, lab)

    def _signs_up(self, one: Teller, phone: Phone, lab: Lab | None) -> Script:
        if lab is None:
            lab = yield from deeds.finds_lab(phone, self.stage.open_labs())
        yield from deeds.signs_up(phone)
        number = self.stage.labs.index(lab)
        self.truth.signed_up[one.number].add(number)
        if one.says:
            by = None if one.told_by is None else self.story.tellers[one.told_by].kind
            self.truth.said[one.number] = yield from deeds.says_where(phone, by)
        self._passes[number][one.number] = yield from deeds.shows_pass(phone)

    async def _stray(self, strayings: list[Straying]) -> None:
        """One after the other: each needs the link of another, who makes it first."""
        for straying in strayings:
            who, by = self.story.tellers[straying.who], self.story.tellers[straying.link_of]
            await self.stage.play([self._passes_on(by, [who])])
            await self.stage.play([self._opens_again(who, by, straying.hour)])

    def _opens_again(self, who: Teller, by: Teller, hour: int) -> Script:
        link, lab = self._links.pop(who.number)
        self._phone(who).follows(link)
        yield
        if self.truth.comes(who.number, by.number, hour, self._number(lab)):
            self.truth.opened.add((who.number, link))

    def _number(self, lab: Lab | None) -> int | None:
        return None if lab is None else self.stage.labs.index(lab)
