"""The four kinds of refusal, each worded for the person who reads it."""


class DomainError(Exception):
    """A deed that cannot be done; the message is Indonesian and says what to do next.

    ``field`` names the input it belongs to (a dotted path) when there is one.
    """

    status = 422

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field

    @property
    def messages(self) -> tuple[str, ...]:
        """All that is wrong, one sentence each; one unless a refusal lists several."""
        return (self.message,)


class RuleBroken(DomainError):
    """A rule of the programme says no (422)."""


class Conflict(DomainError):
    """The deed clashes with what is already recorded (409)."""

    status = 409


class NotAllowed(DomainError):
    """This actor may not do this deed (403)."""

    status = 403


class NotFound(DomainError):
    """The thing does not exist, or this actor may not know that it does (404)."""

    status = 404
