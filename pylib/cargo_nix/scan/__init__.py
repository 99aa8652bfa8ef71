"""One member on disk -> facts about its files. Each file is read once."""
