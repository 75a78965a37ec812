"""When two slip numbers are the same number."""


def slip_key(slip: str) -> str:
    """Return a slip number as it is compared: without spaces, in capitals."""
    return "".join(slip.split()).upper()
