"""What a claim after a borrower's death needs: on whom it is made, which papers, and how it ended."""

from collections.abc import Collection

from core.labels import LabeledEnum


class ClaimGround(LabeledEnum):
    """Who pays when a borrower dies."""

    INSURANCE = ("insurance", "Asuransi jiwa kredit")
    GUARANTOR = ("guarantor", "Lembaga penjamin")
    NONE = ("none", "Tidak ada asuransi atau penjamin")


class ClaimPaper(LabeledEnum):
    """A paper of a claim, as lenders usually ask for them."""

    DEATH = ("death", "Surat kematian dari kelurahan atau rumah sakit")
    IDENTITY = ("identity", "KTP dan KK almarhum")
    HEIRS = ("heirs", "Surat keterangan ahli waris")
    HEIR_IDENTITY = ("heir_identity", "KTP ahli waris")
    POLICY = ("policy", "Polis atau sertifikat penjaminan")
    BALANCE = ("balance", "Rincian sisa pinjaman dari bank")
    FORM = ("form", "Formulir klaim")


class ClaimOutcome(LabeledEnum):
    """What the insurer or guarantor answered."""

    PAID = ("paid", "Dibayar seluruhnya")
    PARTLY = ("partly", "Dibayar sebagian")
    REFUSED = ("refused", "Ditolak")


WITHOUT_CLAIM = (ClaimPaper.DEATH, ClaimPaper.IDENTITY, ClaimPaper.HEIRS, ClaimPaper.HEIR_IDENTITY)


def papers_for(ground: ClaimGround) -> tuple[ClaimPaper, ...]:
    """Return the papers to gather; without insurance or guarantor those that name the heirs."""
    return WITHOUT_CLAIM if ground is ClaimGround.NONE else tuple(ClaimPaper)


def missing_papers(ground: ClaimGround, there: Collection[ClaimPaper]) -> list[ClaimPaper]:
    """Return the papers nobody has handed in yet."""
    return [paper for paper in papers_for(ground) if paper not in there]
