"""Rules tried on recorded traffic: back-tests, questions, what came of rules in life, disparity, and mutation of their conditions."""
