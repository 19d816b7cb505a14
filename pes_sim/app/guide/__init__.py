"""The guided start: a dozen questions, where doing nothing leads, and the first options worth a look."""
