"""Secrets out of files: every setting has its ``_FILE``, and what cannot be read is named."""

from pathlib import Path

import pytest

from core.config import SECRETS, SETTINGS, MissingSecret, fresh_secrets, read_config, with_files


def test_a_production_start_takes_its_secrets_out_of_files(tmp_path: Path) -> None:
    made, environment = fresh_secrets(), {"HARKAT_ENVIRONMENT": "production", "HARKAT_INSTANCE": str(tmp_path)}
    for name, secret in made.items():
        (tmp_path / name).write_text(f"{secret}\n")
        environment[f"{name}_FILE"] = str(tmp_path / name)
    config = read_config(environment)
    assert config["SECRET_KEY"] == made["HARKAT_SECRET_KEY"]
    assert config["ENCRYPTION_KEYS"] == [made["HARKAT_ENCRYPTION_KEYS"]]
    assert config["INDEX_KEY"] == made["HARKAT_INDEX_KEY"]
    assert not (tmp_path / "secrets.json").exists()


@pytest.mark.parametrize("name", sorted(SETTINGS))
def test_every_setting_may_lie_in_a_file(tmp_path: Path, name: str) -> None:
    (tmp_path / "text").write_text("isi\n")
    assert with_files({f"{name}_FILE": str(tmp_path / "text")})[name] == "isi"
    assert with_files({f"{name}_FILE": str(tmp_path / "text"), name: "terang"})[name] == "terang"


def test_a_file_that_is_not_there_stops_the_start_by_its_name(tmp_path: Path) -> None:
    name = sorted(SECRETS)[0]
    with pytest.raises(MissingSecret, match=f"{name}_FILE tidak terbaca"):
        with_files({f"{name}_FILE": str(tmp_path / "tidak-ada")})
