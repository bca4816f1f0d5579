"""What an officer is asked, and what an officer may decide."""
