"""One person's way through the service, as it is and under an option."""
