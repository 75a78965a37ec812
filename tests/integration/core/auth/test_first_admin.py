"""An empty installation is opened from the console: one admin, one link, once."""

from flask import Flask

from core.auth.commands import admin


def test_the_first_admin_gets_a_link_that_opens(app: Flask) -> None:
    runner = app.test_cli_runner()
    made = runner.invoke(admin, ["Kepala.TI", "Kepala TI"])
    assert made.exit_code == 0, made.output
    address = made.output.split()[-1]
    assert (
        "Pilih kata sandi" in app.test_client().get(address).text or app.test_client().get(address).status_code == 200
    )
    again = runner.invoke(admin, ["kepala.ti", "Kepala TI"])
    assert again.exit_code == 1
    assert "sudah dipakai" in again.output
