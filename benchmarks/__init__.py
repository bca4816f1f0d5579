"""What each step costs, beside what a peer or a limit of the same machine costs in the same run. Run by ``python -m benchmarks``."""
