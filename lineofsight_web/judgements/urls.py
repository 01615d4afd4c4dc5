"""Addresses under /performance/<indicator>/ that write."""

from django.urls import path

from lineofsight_web.judgements import views

urlpatterns = [
    path("performance/<slug:indicator_id>/note/", views.write_note, name="write-note"),
    path("performance/<slug:indicator_id>/target/", views.set_target, name="set-target"),
    path("performance/<slug:indicator_id>/new-level/", views.accept_rebase, name="accept-rebase"),
    path("performance/<slug:indicator_id>/withdraw/<slug:kind>/<int:key>/", views.withdraw, name="withdraw-judgement"),
]
