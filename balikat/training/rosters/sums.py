"""What came of a list, in numbers and in words."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Sums:
    """How many rows did what."""

    registered: int = 0
    unproven: int = 0
    known: int = 0
    groups: int = 0
    members: int = 0
    trainings: int = 0
    seated: int = 0
    waiting: int = 0
    enrolled_before: int = 0

    def __add__(self, other: "Sums") -> "Sums":
        """Add two counts."""
        return Sums(*(mine + theirs for mine, theirs in zip(vars(self).values(), vars(other).values(), strict=True)))

    @property
    def words(self) -> str:
        """The outcome in Indonesian: what was written first, then what was there already."""
        parts = [f"{self.registered} orang baru didaftarkan"]
        told = (
            (self.unproven, "di antaranya NIK-nya belum sah"),
            (self.groups, "kelompok dibentuk"),
            (self.members, "orang masuk kelompok"),
            (self.trainings, "pelatihan lama dicatat"),
            (self.seated, "orang mendapat kursi"),
            (self.waiting, "orang masuk daftar tunggu"),
            (self.enrolled_before, "orang sudah ada di angkatan ini"),
        )
        parts += [f"{count} {words}" for count, words in told if count]
        if self.known and not self.enrolled_before:
            parts.append(f"{self.known} baris tentang orang yang sudah terdaftar")
        return ", ".join(parts) + "."
