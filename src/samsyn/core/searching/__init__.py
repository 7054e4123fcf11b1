"""Finding what is written by what somebody asks for: Swedish words, their kin, and why a text was found."""
