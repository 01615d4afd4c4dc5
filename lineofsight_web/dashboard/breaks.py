"""Days on which a series stops being like itself: drawn on every chart that crosses them."""

from datetime import date

from lineofsight_web.ui.charts import Break

BREAKS = (Break(date(2024, 4, 2), "New team structure, 2 April 2024"),)
