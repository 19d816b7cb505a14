"""How sure an answer is, apart for luck, assumptions and structure, and which assumption would turn it."""
