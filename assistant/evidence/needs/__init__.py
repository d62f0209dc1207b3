"""What helps with a need or a firm that is described, where no programme is named."""
