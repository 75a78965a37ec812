"""Questions out of numbers: asked with their numbers, silent where there is too little to ask."""

from harkat.oversight.questions import (
    Departed,
    Took,
    about_departures,
    about_shares,
    about_speed,
    hours_words,
    shares,
)


def test_only_what_is_both_under_the_limit_and_under_the_usual_time_is_asked_about() -> None:
    rows = [Took(f"PM-{place}", place, "Ani", hours) for place, hours in enumerate((2.0, 20.0, 50.0, 60.0, 70.0))]
    asked = about_speed(rows, fast_hours=24)
    assert [row.application_id for row in asked] == [0, 1]
    assert "2 jam" in asked[0].asked
    assert "2 hari 2 jam (tengah dari 5 permohonan)" in asked[0].behind
    assert about_speed([Took("PM-1", 1, "Ani", 2.0)], fast_hours=24) == [], "alone it is neither quick nor slow"
    assert about_speed([], fast_hours=24) == []


def test_a_share_is_asked_about_only_where_there_are_enough() -> None:
    assert about_shares(shares({"Ani": 9}), percent=60, least=10) == []
    asked = about_shares(shares({"Ani": 7, "Budi": 3}), percent=60, least=10)
    assert [row.behind for row in asked] == ["7 dari 10 rekomendasi."]
    assert asked[0].asked.endswith("?")
    assert shares({}) == []


def test_a_departure_is_worded_as_a_question_and_accuses_nobody() -> None:
    row = Departed("HK-1", None, 1, "Belum layak", "Siap", "Ani", "Usahanya sudah dikunjungi")
    asked = about_departures([row, Departed("HK-2", None, 2, "Belum layak", "Siap", "Ani", "")])
    assert all(one.asked.endswith("?") for one in asked)
    assert "Usahanya sudah dikunjungi" in asked[0].behind
    assert "Tidak ada perubahan status yang tercatat" in asked[1].behind
    words = " ".join(one.asked + one.behind for one in asked).lower()
    assert not [word for word in ("curang", "diduga", "pelanggaran", "salah") if word in words]


def test_hours_are_written_for_reading() -> None:
    assert [hours_words(hours) for hours in (0.2, 3, 24, 52)] == [
        "kurang dari satu jam",
        "3 jam",
        "1 hari",
        "2 hari 4 jam",
    ]
