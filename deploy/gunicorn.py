"""gunicorn settings. Two workers with threads suit one small server; set WEB_WORKERS for more."""

import os

workers = int(os.environ.get("WEB_WORKERS", "2"))
threads = 4
worker_class = "gthread"
preload_app = True
timeout = 60
graceful_timeout = 20
max_requests = 20_000
max_requests_jitter = 2_000
accesslog = os.environ.get("ACCESS_LOG")
loglevel = "warning"
