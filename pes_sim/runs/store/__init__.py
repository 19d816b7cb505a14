"""Where finished runs are kept: a file a run, named by what its results depend on, and a catalogue over the files."""
