"""Addresses under /plan/."""

from django.urls import path

from lineofsight_web.plan import views

urlpatterns = [
    path("", views.plan, name="plan"),
    path("ambitions/<int:number>/", views.ambition, name="ambition"),
    path("ambitions/<int:number>/lead/", views.set_lead, name="set-lead"),
    path("ambitions/<int:number>/add/<str:kind>/", views.add_item, name="add-item"),
    path("items/<int:item_id>/edit/", views.edit_item, name="edit-item"),
    path("items/<int:item_id>/close/", views.close_item, name="close-item"),
    path("papers/<int:paper_id>/", views.paper, name="paper"),
]
