"""Pages of figures: home, indicators, their cases, and the files behind them. Derived data only."""
