"""Questions for the auditor: what departs, goes unusually fast or rests on one officer; no accusations."""
