"""What a server such as gunicorn loads: `lineofsight_web.config.wsgi:application`."""

import os
from threading import Thread

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lineofsight_web.config.settings")

application = get_wsgi_application()


def _warm_up() -> None:
    from lineofsight_web.ui.charts import warm_up

    warm_up()


Thread(target=_warm_up, name="chart-engine", daemon=True).start()
