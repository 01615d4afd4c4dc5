"""Whether a measure really moved: from a snapshot's months to a verdict, with the chart or the balance behind it."""
