"""What the lender calls its product and what it takes for lending: dated words, because none of it is published."""

from dataclasses import dataclass

from core.labels import LabeledEnum
from core.policy.definitions import Definition, declare

LENDER_WORDS = "loans.lender_words"
CONTRACT_TYPE = "loans.contract_type"


class LenderWords(LabeledEnum):
    """What the lender takes for lending, in its own word."""

    INTEREST = ("interest", "bunga")
    MARGIN = ("margin", "margin")
    SHARING = ("sharing", "bagi hasil")


class ContractType(LabeledEnum):
    """What the borrower signs."""

    CREDIT = ("credit", "Perjanjian kredit")
    MURABAHAH = ("murabahah", "Akad murabahah")
    MUSYARAKAH = ("musyarakah", "Akad musyarakah")
    QARDH = ("qardh", "Akad qardh")

    @property
    def is_sharia(self) -> bool:
        """Whether the bank makes the schedule itself and nothing is ever computed as interest."""
        return self is not ContractType.CREDIT


@dataclass(frozen=True, slots=True)
class Wording:
    """How a schedule speaks: the lender's word for what it takes, and whether the bank made the schedule itself."""

    cost: str = LenderWords.INTEREST.label
    by_bank: bool = False

    @property
    def head(self) -> str:
        """The word as a table heads its column."""
        return self.cost.capitalize()


INTEREST_WORDING = Wording()


def wording_of(contract: ContractType, words: LenderWords) -> Wording:
    """Join the kind of contract and the lender's word; a sharia contract never says interest."""
    if contract.is_sharia and words is LenderWords.INTEREST:
        words = LenderWords.SHARING if contract is ContractType.MUSYARAKAH else LenderWords.MARGIN
    return Wording(words.label, by_bank=contract.is_sharia)


declare(
    [
        Definition(
            LENDER_WORDS,
            "Sebutan biaya pinjaman pada halaman",
            "choice",
            LenderWords.INTEREST.value,
            "Berita April 2025: bunga 3% setahun; berita Mei 2025 menyebutnya bagi hasil 3%",
            choices=tuple(LenderWords),
        ),
        Definition(
            CONTRACT_TYPE,
            "Jenis perjanjian dengan bank",
            "choice",
            ContractType.CREDIT.value,
            "Contoh: jenis akad program belum terbit",
            choices=tuple(ContractType),
        ),
    ]
)
