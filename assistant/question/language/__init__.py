"""The files of `corpus/language` as types: a module for each file."""
