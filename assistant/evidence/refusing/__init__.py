"""What is not said, and how that is put: unsaid, uncertain, or not the job of this counter."""
