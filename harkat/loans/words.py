"""What the lender calls its product and what it takes for lending: dated words, because none of it is published."""

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


declare(
    [
        Definition(
            LENDER_WORDS,
            "Sebutan biaya pinjaman pada halaman",
            "choice",
            LenderWords.INTEREST.value,
            "Berita April 2025: bunga 3% setahun; berita Mei 2025 menyebutnya bagi hasil 3%",
            choices=tuple(member.value for member in LenderWords),
        ),
        Definition(
            CONTRACT_TYPE,
            "Jenis perjanjian dengan bank",
            "choice",
            ContractType.CREDIT.value,
            "Contoh: jenis akad program belum terbit",
            choices=tuple(member.value for member in ContractType),
        ),
    ]
)
