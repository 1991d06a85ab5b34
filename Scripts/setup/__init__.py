"""The parts of Scripts/bootstrap: one file a concern, standard library only."""
