"""Splitting another amount among the members of a sub-group, as a proposal they may still change."""
