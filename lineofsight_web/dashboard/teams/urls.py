"""Addresses of the pages that compare teams and districts."""

from django.urls import path

from lineofsight_web.dashboard.teams import views

urlpatterns = [
    path("performance/teams/", views.teams, name="teams"),
    path("performance/districts/", views.districts, name="districts"),
    path("performance/teams/<str:team_id>/", views.team, name="team"),
    path("performance/compared/<slug:by>.<slug:form>", views.comparison_file, name="comparison-file"),
    path("performance/compared/<slug:by>/funnel.<slug:form>", views.funnel, name="comparison-funnel"),
]
