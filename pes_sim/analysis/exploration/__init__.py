"""What many runs mean: sensitivity, discovery, robustness, tipping points. One question a file, over `Outcomes`."""
