"""Pictures of articles: fetched when somebody asks, looked into and written anew, and served from here.

`decoding` is what a process with limits does with a stranger's bytes, `inside` finds those that a file holds, and
`reader.models.Picture` keeps what came of each. So whoever reads tells no third party.
"""
