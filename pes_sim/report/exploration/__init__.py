"""Many runs as a strategist can read them: a figure an analysis, and one page that holds them."""
