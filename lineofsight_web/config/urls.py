"""Every page's address. A child is never in an address by name or identifier, only by person id."""

from django.urls import include, path

from lineofsight_web.ui.brand import stylesheet

urlpatterns = [
    path("", include("lineofsight_web.judgements.urls")),
    path("", include("lineofsight_web.dashboard.urls")),
    path("", include("lineofsight_web.access.urls")),
    path("children/", include("lineofsight_web.child.urls")),
    path("api/v1/", include("lineofsight_web.api.urls", namespace="api")),
    path("plan/", include("lineofsight_web.plan.urls")),
    path("plan/papers/", include("lineofsight_web.reports.urls")),
    path("council.css", stylesheet, name="council-css"),
]

handler400 = "lineofsight_web.config.errors.bad_request"
handler403 = "lineofsight_web.config.errors.refused"
handler404 = "lineofsight_web.config.errors.not_found"
handler500 = "lineofsight_web.config.errors.our_fault"
