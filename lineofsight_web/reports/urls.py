"""Addresses under /plan/papers/."""

from django.urls import path

from lineofsight_web.reports import views

urlpatterns = [
    path("<int:paper_id>/claims/", views.claims, name="claims"),
    path("<int:paper_id>/claims/claims.<slug:form>", views.claims_file, name="claims-file"),
]
