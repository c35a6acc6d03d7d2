"""The desk takes a lab's sign-ups along as a file, through the real driver; that it did is written down."""

import io

from openpyxl import load_workbook

from tests.journeys.town import town


async def test_a_coordinator_gets_the_sign_ups_as_a_file_and_it_is_noted(database_url: str) -> None:
    async with town(database_url) as t:
        giulia, fatou = await t.coordinator(), t.phone("Fatou", number=424_242_424)
        t.lab("Felt")
        await fatou.joins()
        await fatou.forges("lab/1/sign-up/2")
        await fatou.forges("lab/1/name")
        await fatou.writes("+1 Fatou")

        await giulia.writes("/desk")
        for tap in ("Labs", "Felt", "Export"):
            await giulia.taps(tap)
        giulia.sees("There are no Telegram numbers in it.", "It is written down that you took it.")
        assert await giulia.taps("Excel") == "The file is coming."
        sent = giulia.finds("Felt: sign-ups and attendance.")
        assert (sent.media.name, sent.is_protected) == ("lab-1.xlsx", False)  # it is to be saved
        people, totals = load_workbook(io.BytesIO(sent.media.content)).worksheets
        row = [cell.value for cell in people[2]]
        assert row[:4] == [1, "'+1 Fatou", 2, "Has a seat"]
        assert [cell.value for cell in totals[2]] == ["Has a seat", None, 2]

        await giulia.taps("Export")
        assert await giulia.taps("CSV") == "The file is coming."
        assert giulia.has_seen("Felt: sign-ups and attendance.") == 3
        acts = t.rows("SELECT actor_id, what, about FROM audit ORDER BY id")
        assert acts == [(1, "exported xlsx", "lab/1"), (1, "exported csv", "lab/1")]
        assert t.rows("SELECT count(*) FROM outbox WHERE message IS NOT NULL") == [(0,)]
