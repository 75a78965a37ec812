"""The numbers are told to a monitoring program and to nobody else."""

import re

from flask import Flask
from flask.testing import FlaskClient


def test_this_machine_reads_the_numbers_in_the_text_form(client: FlaskClient) -> None:
    answer = client.get("/metrics")
    assert answer.status_code == 200
    assert answer.content_type.startswith("text/plain; version=0.0.4")
    lines = [line for line in answer.text.splitlines() if not line.startswith("#")]
    assert all(re.fullmatch(r"harkat_[a-z_]+ -?[0-9.e+]+", line) for line in lines)
    names = {line.split()[0] for line in lines}
    assert {"harkat_disk_free_bytes", "harkat_jobs_failed", "harkat_audit_unsealed"} <= names


def test_nobody_else_learns_that_they_exist(app: Flask, client: FlaskClient) -> None:
    assert client.get("/metrics", environ_base={"REMOTE_ADDR": "10.0.0.9"}).status_code == 404
    app.config["BEHIND_TLS"] = True
    assert client.get("/metrics").status_code == 404


def test_a_token_opens_them_from_anywhere_and_only_the_right_one(app: Flask, client: FlaskClient) -> None:
    app.config["METRICS_TOKEN"] = "pantau-saja"
    far = {"REMOTE_ADDR": "10.0.0.9"}
    right = {"Authorization": "Bearer pantau-saja"}
    assert client.get("/metrics", environ_base=far, headers=right).status_code == 200
    for wrong in ({}, {"Authorization": "Bearer "}, {"Authorization": "Bearer pantau"}, {"Authorization": "Bearer ü"}):
        assert client.get("/metrics", environ_base=far, headers=wrong).status_code == 404
