"""Addresses of the page of the front door."""

from django.urls import path

from lineofsight_web.dashboard.front_door import views

urlpatterns = [
    path("", views.front_door, name="front-door"),
    path("tables/<slug:key>.<slug:form>", views.table_file, name="front-door-file"),
]
