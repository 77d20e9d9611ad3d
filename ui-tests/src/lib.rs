//! Nothing: the programs are in `ui/`, what runs them is in `tests/`, and `README.md` has the rules.
