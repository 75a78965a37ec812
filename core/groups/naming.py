"""Finding the persons an officer names by number, NIK or phone."""

from core.errors import RuleBroken
from core.groups.drafts import Newcomers
from core.people.nik import looks_like_nik, mask_nik
from core.people.queries import look_up


class UnknownPerson(RuleBroken):
    """A number, NIK or phone that points to nobody, or to several."""


def find_person(words: str, *, field: str) -> int:
    """Return the key of the person that a number, NIK or phone points to.

    :raises UnknownPerson: when it points to nobody or to several
    """
    found = look_up(words.strip())
    if found is None:
        shown = mask_nik(words.strip()) if looks_like_nik(words) else words.strip()
        raise UnknownPerson(
            f"Tidak ditemukan: {shown}. Tulis nomor pendaftaran (contoh HK-2026-00012), NIK, atau nomor HP.",
            field=field,
        )
    return found.id


def find_newcomers(draft: Newcomers) -> list[int]:
    """Return the keys of everybody who is ticked or named, each once.

    :raises UnknownPerson: naming the first line that points to nobody, or when nobody is named
    """
    named = [find_person(line, field="persons") for line in (draft.persons or "").splitlines() if line.strip()]
    chosen = list(dict.fromkeys([*(draft.person_ids or []), *named]))
    if not chosen:
        raise UnknownPerson("Centang orangnya, atau tulis nomor pendaftarannya.", field="persons")
    return chosen
