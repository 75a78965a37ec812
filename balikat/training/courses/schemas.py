"""Forms about courses."""

from balikat.training.drafts import CourseDraft, RuleDraft
from core.people.schemas import KbliCode
from core.web.fields import DateField, Flag, FormSchema, Text, WholeField


class CourseSchema(FormSchema):
    """A new course."""

    makes = CourseDraft
    name = Text("nama pelatihan")
    theme = Text("tema")
    hours = WholeField("lama pelatihan", least=1, most=2000)
    counts_for_credit = Flag("dihitung untuk pembiayaan")
    share_percent = WholeField("kehadiran paling sedikit", least=1, most=100)
    post_test_minimum = WholeField("nilai post-test paling sedikit", required=False, most=1000)
    sector = Text("sektor usaha", required=False, most=80)
    kbli_code = KbliCode("kode KBLI", required=False)
    competence_units = Text("unit kompetensi", required=False, most=400)


class RuleSchema(FormSchema):
    """Another completion rule from a day on."""

    makes = RuleDraft
    valid_from = DateField("tanggal mulai berlaku")
    share_percent = WholeField("kehadiran paling sedikit", least=1, most=100)
    post_test_minimum = WholeField("nilai post-test paling sedikit", required=False, most=1000)
    counts_for_credit = Flag("dihitung untuk pembiayaan")
