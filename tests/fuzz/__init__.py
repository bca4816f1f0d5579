"""Every reader of what strangers send, fed with damaged input: ``python -m tests.fuzz``."""
