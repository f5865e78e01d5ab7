"""The speeds that Sandpit promises, each a ratio to a reference measured in the same run."""
