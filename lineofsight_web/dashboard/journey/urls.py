"""Addresses of the pages of the journey."""

from django.urls import path

from lineofsight_web.dashboard.journey import views

urlpatterns = [
    path("", views.journey, name="journey"),
    path("flow.<slug:form>", views.journey_flow, name="journey-flow"),
    path("<slug:table>/figures.<slug:form>", views.journey_file, name="journey-file"),
]
