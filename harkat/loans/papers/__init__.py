"""Schedules to take away: pictures of principal and interest, printed forms, workbooks, and those of a loan."""
