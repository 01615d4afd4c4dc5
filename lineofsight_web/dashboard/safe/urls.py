"""Addresses of the page that asks whether the fall is safe."""

from django.urls import path

from lineofsight_web.dashboard.safe import views

urlpatterns = [
    path("", views.safe, name="safe"),
    path("children/", views.children, name="safe-children"),
    path("tables/<slug:name>.<slug:form>", views.table_file, name="safe-file"),
    path("<slug:key>/starts-and-ends.<slug:form>", views.chart, name="safe-chart"),
]
