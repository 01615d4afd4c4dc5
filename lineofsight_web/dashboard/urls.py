"""Addresses of the pages of figures and of the data behind them."""

from django.urls import include, path

from lineofsight_web.dashboard import compare_views, data_views, views
from lineofsight_web.dashboard.teams.urls import urlpatterns as teams

urlpatterns = [
    path("", views.home, name="home"),
    path("performance/", views.performance, name="performance"),
    path("performance/all/", views.every_measure, name="every-measure"),
    path("performance/journey/", include("lineofsight_web.dashboard.journey.urls")),
    path("performance/overdue/", include("lineofsight_web.dashboard.overdue.urls")),
    *teams,
    path("performance/front-door/", include("lineofsight_web.dashboard.front_door.urls")),
    path("performance/safe/", include("lineofsight_web.dashboard.safe.urls")),
    path("performance/<slug:indicator_id>/", views.measure, name="measure"),
    path("performance/<slug:indicator_id>/cases/", views.cases, name="cases"),
    path("performance/<slug:indicator_id>/points.<slug:form>", views.points_file, name="points-file"),
    path("performance/<slug:indicator_id>/figures.<slug:form>", views.figures_file, name="figures-file"),
    path("performance/<slug:indicator_id>/<slug:kind>.<slug:form>", views.chart, name="chart"),
    path("data/", data_views.data, name="data"),
    path("data/sources/", data_views.sources, name="sources"),
    path("data/snapshots/", data_views.snapshots, name="snapshots"),
    path("data/snapshots/compare/", compare_views.compare, name="compare"),
    path("data/snapshots/compare/changed.<slug:form>", compare_views.compare_file, name="compare-file"),
    path("data/snapshots/compare/<slug:indicator_id>/", compare_views.compare_measure, name="compare-measure"),
    path(
        "data/snapshots/compare/<slug:indicator_id>/cases.<slug:form>",
        compare_views.compare_measure_file,
        name="compare-measure-file",
    ),
    path("about/", data_views.about, name="about"),
]
