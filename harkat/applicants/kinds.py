"""What an applicant may ask through the door."""

from core.labels import LabeledEnum


class AskingKind(LabeledEnum):
    """What somebody asks for."""

    OBJECTION = ("objection", "Keberatan atas hasil atau keputusan")
    CORRECTION = ("correction", "Pembetulan data")
    QUESTION = ("question", "Pertanyaan")
