"""What training came to, in numbers: seats, attendance, passed, certified, cost."""
