"""One parameter set for every experiment: history matching and a posterior by a Gaussian-process emulator."""
