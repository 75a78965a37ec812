"""While an application is looked at with its shares, the members behind those shares stay who they are."""
