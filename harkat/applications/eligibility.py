"""What still stands between an applicant and an application, each obstacle with the step that clears it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from core.labels import LabeledEnum
from harkat.applications.checklist import ChecklistItem, awaited
from harkat.applications.rules import Strength


class ObstacleKind(LabeledEnum):
    """What is not in order yet."""

    IDENTITY = ("identity", "NIK belum dicatat")
    PAPERS = ("papers", "Berkas belum lengkap")
    CONSENT = ("consent", "Persetujuan berbagi berkas belum ada")
    TRAINING = ("training", "Pelatihan belum selesai")
    READINESS = ("readiness", "Kesiapan belum cukup")
    DEBTS = ("debts", "Penanda utang belum selesai")
    AGE = ("age", "Usia di bawah batas")


@dataclass(frozen=True)
class Standing:
    """What is known of one borrower.

    ``age`` in full years; ``readiness`` the words of the status, None when never assessed.
    """

    person_id: int
    name: str
    has_nik: bool
    has_consent: bool
    age: int | None
    trainings_completed: int
    readiness: str | None
    is_ready: bool
    open_flags: int
    papers: Sequence[ChecklistItem]


@dataclass(frozen=True)
class Conditions:
    """How strongly each condition holds on the day, and the least age in years."""

    papers: Strength
    consent: Strength
    training: Strength
    readiness: Strength
    debts: Strength
    age: Strength
    smallest_age: int


@dataclass(frozen=True)
class Obstacle:
    """One thing that is not in order, why it matters, and what to do next."""

    kind: ObstacleKind
    person_id: int
    name: str
    text: str
    next_step: str
    strength: Strength

    @property
    def blocks(self) -> bool:
        """Tell whether the application waits for it."""
        return self.strength is Strength.BLOCKS


def find_obstacles(standings: Iterable[Standing], *, conditions: Conditions) -> list[Obstacle]:
    """List what is not in order for each borrower, what blocks first; an empty list means ready to hand in."""
    found = [obstacle for standing in standings for obstacle in _of_one(standing, conditions)]
    return sorted(found, key=lambda obstacle: not obstacle.blocks)


@dataclass(frozen=True)
class Gathered:
    """The same obstacle for one or several borrowers; ``persons`` are ``(key, name)`` pairs."""

    kind: ObstacleKind
    text: str
    next_step: str
    blocks: bool
    persons: tuple[tuple[int, str], ...]


def gather(obstacles: Iterable[Obstacle]) -> list[Gathered]:
    """Put borrowers with the very same obstacle together, in the order of first mention."""
    found: dict[tuple[ObstacleKind, str, str, bool], list[tuple[int, str]]] = {}
    for obstacle in obstacles:
        key = (obstacle.kind, obstacle.text, obstacle.next_step, obstacle.blocks)
        found.setdefault(key, []).append((obstacle.person_id, obstacle.name))
    return [Gathered(*key, tuple(persons)) for key, persons in found.items()]


def blocking(obstacles: Iterable[Obstacle]) -> list[Obstacle]:
    """Return the obstacles the application has to wait for."""
    return [obstacle for obstacle in obstacles if obstacle.blocks]


def _of_one(standing: Standing, conditions: Conditions) -> list[Obstacle]:
    found: list[Obstacle] = []

    def note(kind: ObstacleKind, strength: Strength, text: str, next_step: str) -> None:
        if strength is not Strength.OFF:
            found.append(Obstacle(kind, standing.person_id, standing.name, text, next_step, strength))

    if not standing.has_nik:
        note(
            ObstacleKind.IDENTITY,
            Strength.BLOCKS,
            "NIK belum dicatat, jadi bank tidak dapat memeriksa permohonan.",
            "Lihat KTP aslinya, lalu catat NIK di halaman orang ini.",
        )
    missing = awaited(standing.papers)
    if missing:
        listed = ", ".join(item.label for item in missing)
        note(
            ObstacleKind.PAPERS,
            conditions.papers,
            f"Masih ditunggu {len(missing)} berkas: {listed}.",
            "Minta berkasnya, periksa aslinya, lalu catat di halaman orang ini.",
        )
    if not standing.has_consent:
        note(
            ObstacleKind.CONSENT,
            conditions.consent,
            "Belum ada persetujuan untuk membagikan berkas dengan bank.",
            "Bacakan teks persetujuan, lalu catat jawabannya.",
        )
    if standing.trainings_completed == 0:
        note(
            ObstacleKind.TRAINING,
            conditions.training,
            "Belum ada pelatihan BALIKAT yang lulus.",
            "Daftarkan pada angkatan pelatihan berikutnya.",
        )
    _note_readiness(standing, conditions, note)
    if standing.open_flags:
        note(
            ObstacleKind.DEBTS,
            conditions.debts,
            f"Ada {standing.open_flags} penanda utang yang belum selesai.",
            "Buka penanda utang bersama pemohon; bila perlu mulai pembinaan utang.",
        )
    if standing.age is not None and standing.age < conditions.smallest_age:
        note(
            ObstacleKind.AGE,
            conditions.age,
            f"Usia {standing.age} tahun; batas program {conditions.smallest_age} tahun.",
            "Periksa tanggal lahir pada KTP; bank dapat menerima yang sudah menikah.",
        )
    return found


def _note_readiness(
    standing: Standing, conditions: Conditions, note: Callable[[ObstacleKind, Strength, str, str], None]
) -> None:
    if standing.readiness is None:
        note(
            ObstacleKind.READINESS,
            conditions.readiness,
            "Kesiapan belum pernah dinilai.",
            "Jalankan penilaian kesiapan di halaman orang ini.",
        )
    elif not standing.is_ready:
        note(
            ObstacleKind.READINESS,
            conditions.readiness,
            f"Penilaian terakhir: {standing.readiness.lower()}.",
            "Buka penilaian kesiapan dan kerjakan langkah yang tertulis di sana.",
        )
