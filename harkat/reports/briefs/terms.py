"""The dated rules of briefs."""

from core.policy.definitions import Definition, declare

BANK_LATE_DAYS = "reports.bank_late_days"

declare(
    [
        Definition(
            BANK_LATE_DAYS,
            "Hari tanpa kabar sesudah bank disebut terlambat melapor pada Lembar Wali Kota",
            "whole",
            10,
            "Contoh; perjanjian pelaporan dengan bank belum terbit",
        ),
    ]
)
