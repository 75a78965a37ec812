"""What a bank says of each loan at a month's end, beside what the books here say."""
