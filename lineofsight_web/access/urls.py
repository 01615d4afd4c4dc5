"""Addresses of signing in and of the access log."""

from django.contrib.auth.views import LogoutView
from django.urls import path

from lineofsight_web.access import views

urlpatterns = [
    path("sign-in/", views.SignIn.as_view(), name="sign-in"),
    path("sign-out/", LogoutView.as_view(), name="sign-out"),
    path("data/access-log/", views.access_log, name="access-log"),
    path("data/access-log/check/", views.check_chain, name="check-chain"),
    path("data/to-review/", views.to_review, name="to-review"),
    path("data/to-review/<int:seq>/", views.review, name="review"),
]
