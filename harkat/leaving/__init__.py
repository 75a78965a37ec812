"""What somebody who leaves still holds, so that nothing is left behind when the account is closed."""
