"""The twelve traders on the page and in the letter: plain words, steps with helpers, nothing that sounds decided."""

from datetime import date

import pytest
from flask import Flask

from core.auth.roles import Role
from core.db import transaction
from core.files.pdf import read_pdf_lines
from harkat.readiness import queries, service
from scoring.readiness import Readiness
from tests import factories
from tests.factories import NOW
from tests.outside import outside
from tests.unit.scoring.test_stories import STORIES, facts_of

TODAY = date.fromisoformat(STORIES["today"])
NEVER_SAID = ("disetujui", "ditolak", "gagal", "bobot", "ambang", "None", "tidak layak")


def test_the_twelve_traders_read_well_on_the_page_and_in_the_letter(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = outside(factories.signing_in(app)(Role.OFFICER))
    with app.app_context():
        actor = factories.account_named("officer").as_actor()
        for trader in STORIES["traders"]:
            facts = facts_of(trader)
            monkeypatch.setattr(queries, "gather", lambda _key, *, today, facts=facts: facts)
            with transaction():
                key = factories.make_person(trader["name"].split(",")[0]).id
                kept = service.assess(key, actor=actor, now=NOW, today=TODAY)
                status, steps = kept.status, kept.paths[0]["steps"] if kept.paths else []
            assert status is Readiness.of(trader["status"])
            page = client.get(f"/kesiapan/orang/{key}").text
            letter = " ".join(read_pdf_lines(client.post(f"/kesiapan/orang/{key}/surat", follow_redirects=True).data))
            assert status.label in page
            assert status.label in letter
            for step in steps:
                assert step["label"].split(" kepada ")[0].split(" (")[0] in page
            first = page.partition('id="jalan"')[2].partition("</section>")[0].partition("<details>")[0]
            assert first.count("<li") == min(len(steps), 3)
            main = page.split("<main", 1)[1].split("</main>", 1)[0]
            for words in NEVER_SAID:
                assert words not in main, (trader["name"], words)
                assert words not in letter, (trader["name"], words)
            assert "Bank yang memutuskan" in letter
