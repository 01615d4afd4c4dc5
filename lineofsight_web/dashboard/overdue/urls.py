"""Addresses of what is overdue today."""

from django.urls import path

from lineofsight_web.dashboard.overdue import views

urlpatterns = [
    path("", views.overdue, name="overdue"),
    path("teams.<slug:form>", views.overdue_file, name="overdue-file"),
    path("children/", views.overdue_children, name="overdue-children"),
    path("children.<slug:form>", views.overdue_children_file, name="overdue-children-file"),
]
