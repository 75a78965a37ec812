"""How states and deeds look on a page: the tone of a tag, the page behind a button."""

from harkat.applications.deeds import Deed
from harkat.applications.states import State

TONES: dict[State, str] = {
    State.RETURNED: "warn",
    State.REFUSED: "bad",
    State.DECLINED: "calm",
    State.WITHDRAWN: "calm",
    State.EXPIRED: "calm",
    State.APPROVED: "good",
    State.ACCEPTED: "good",
    State.CONTRACTED: "good",
    State.DISBURSED: "good",
}

DEED_PAGES: dict[Deed, str] = {
    Deed.SUBMIT: "applications.check",
    Deed.AMEND: "applications.amend",
    Deed.VERIFY: "advice.verify",
    Deed.RECOMMEND: "advice.recommend",
    Deed.CONFIRM: "advice.confirm",
    Deed.LEAVE: "application_members.leave",
    Deed.RETURN: "advice.send_back",
    Deed.WITHDRAW: "advice.withdraw",
    Deed.APPROVE: "decisions.approve",
    Deed.REFUSE: "decisions.refuse",
    Deed.ASK_MORE: "decisions.ask_more",
    Deed.ACCEPT: "contracts.accept",
    Deed.DECLINE: "contracts.decline",
    Deed.CONTRACT: "contracts.contract",
    Deed.DISBURSE: "payouts.disburse",
}


def tone_of(state: State) -> str:
    """Return the tone of a state's tag: good, warn, bad or calm."""
    return TONES.get(state, "calm")
