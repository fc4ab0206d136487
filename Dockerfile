# The hub in production. One image for web, worker and timetable; docker-compose.yml says which does what.

FROM python:3.11-slim-bookworm AS build
ENV UV_COMPILE_BYTECODE=1 UV_LINK_MODE=copy VIRTUAL_ENV=/opt/venv PIP_NO_CACHE_DIR=1
RUN pip install uv==0.13.9 && uv venv /opt/venv
COPY requirements.txt /tmp/requirements.txt
RUN uv pip install --no-cache --require-hashes -r /tmp/requirements.txt


FROM python:3.11-slim-bookworm
# pg_dump and pg_restore, for backups; bookworm's client is 15, as is the server in docker-compose.yml. Pango and HarfBuzz, for PDFs, with letters
# for the scripts that the hub's own lack.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends postgresql-client-15 libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 1000 --create-home tvers \
    && install -d -o tvers -g tvers /data
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    DJANGO_SETTINGS_MODULE=hub.settings.production \
    DATA_DIR=/data \
    STATIC_ROOT=/srv/static
COPY --from=build /opt/venv /opt/venv
WORKDIR /app
COPY manage.py ./
COPY hub ./hub
COPY entrepreneurs ./entrepreneurs
COPY events ./events
COPY learning ./learning
COPY search ./search
COPY templates ./templates
# Collecting reads no secret, but settings want all of them named; the image keeps none of these.
RUN install -d -o tvers -g tvers /srv/static \
    && export SECRET_KEY=build ALLOWED_HOSTS=build BASE_URL=https://build DATABASE_URL=sqlite:////tmp/build REDIS_URL=redis://build \
    ELASTICSEARCH_URL=http://build EMAIL_URL=dummymail:// DEFAULT_FROM_EMAIL=build@build \
    && python manage.py compile_catalogues \
    && python manage.py collectstatic --noinput --verbosity 0 \
    && python -m compileall -q hub entrepreneurs events learning search
USER 1000
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=8s --start-period=60s --retries=3 \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/healthz', timeout=7)"]
CMD ["python", "-m", "hub.server", "--host", "0.0.0.0", "--port", "8000"]
