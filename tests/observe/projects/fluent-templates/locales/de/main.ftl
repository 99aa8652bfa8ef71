hello = Guten Tag
