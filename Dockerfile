# Build: the pinned dependencies and konsult itself in one virtual environment. Nothing else is taken along.
FROM python:3.13-slim-bookworm AS build

WORKDIR /src
RUN python -m venv /opt/konsult

COPY requirements.lock ./
RUN /opt/konsult/bin/python -m pip install --require-hashes -r requirements.lock

COPY pyproject.toml README.md ./
COPY bot bot
COPY directory directory
COPY demo demo
RUN /opt/konsult/bin/python -m pip install --no-deps --no-build-isolation .
RUN /opt/konsult/bin/python -m pip uninstall --yes setuptools pip


FROM python:3.13-slim-bookworm

RUN groupadd --gid 10001 konsult \
    && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /data --shell /usr/sbin/nologin konsult \
    && install --directory --owner=10001 --group=10001 --mode=0750 /data

COPY --from=build /opt/konsult /opt/konsult

# The root file system may be read-only: all that is kept is in /data.
ENV PATH=/opt/konsult/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    KONSULT_DATABASE_URL=sqlite+aiosqlite:////data/konsult.db

WORKDIR /data
VOLUME /data
USER 10001:10001
EXPOSE 8000
STOPSIGNAL SIGTERM

HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 \
    CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]

# Serving on every address is refused unless KONSULT_SIGN_IN=proxy and KONSULT_PROXY_SECRET are set.
ENTRYPOINT ["konsult"]
CMD ["serve", "--host", "0.0.0.0", "--port", "8000"]
