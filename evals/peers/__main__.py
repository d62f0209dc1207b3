"""`python -m evals.peers`."""

from evals.peers.run import main

if __name__ == "__main__":
    main()
