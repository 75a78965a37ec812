"""The way out of debt: a plan with steps, proof of what is paid, and help until the person is free."""
