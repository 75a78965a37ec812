"""The forms about milestones."""

from balikat.incubation.drafts import MilestoneDraft
from balikat.incubation.milestones.kinds import MilestoneOwner
from core.web.fields import Choice, DateField, FormSchema, Text


class MilestoneSchema(FormSchema):
    """Something else a tenant is to reach."""

    makes = MilestoneDraft
    title = Text("capaian")
    owner = Choice("yang mengerjakan", MilestoneOwner)
    due_on = DateField("tenggat")


class DueSchema(FormSchema):
    """Another due date."""

    due_on = DateField("tenggat")


class AcceptSchema(FormSchema):
    """Accepting a milestone, with a word if wanted."""

    note = Text("catatan", required=False, most=300)
