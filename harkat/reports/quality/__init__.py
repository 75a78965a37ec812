"""How well the loans are repaid: classes, arrears, cohorts, and groups held side by side with their uncertainty."""
