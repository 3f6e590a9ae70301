"""A project as a record that can be brought back: what goes into the archive, and how it comes out of it.

`recorded` says which rows are a project's, and how each of their fields is written. A row is a line of JSON, and is
referred to by the number of its line: the keys of this site's database say nothing elsewhere. `history` does the same
inside of what operations keep. `writing` makes the files; `opening` and `checking` read those of a stranger, and
`restoring` makes a project of them.
"""
