"""Temperature scaling and reliability: from operands to the answer."""
