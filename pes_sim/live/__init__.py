"""A world that is flown: stepped, steered and looked at while it runs; every decision is kept and can be repeated."""
