"""Studies: a design over runs and the analysis asked of it, written in a file; run, resumed and read as one table."""
