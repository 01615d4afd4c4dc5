"""Addresses of finding a child and of the single view. A person id is the only thing about a child in an address."""

from django.urls import path

from lineofsight_web.child import views

urlpatterns = [
    path("", views.find, name="children"),
    path("found/", views.found, name="found"),
    path("team/", views.team, name="team-children"),
    path("<slug:person_id>/", views.child, name="child"),
    path("<slug:person_id>/reason/", views.reason, name="reason"),
]
