"""Jobs: whatever takes longer than a moment, in a process of its own, with progress, cancelled when told."""
