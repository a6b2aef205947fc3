# Two stages, so that pip's caches and compilers stay out of what is shipped. The base is pinned to a
# patch version; what is installed on it, to the hashes in requirements.lock (make lock).
FROM python:3.13.7-slim-bookworm AS build
WORKDIR /src
RUN python3 -m venv /venv
COPY requirements.lock ./
RUN /venv/bin/pip install --no-cache-dir --require-hashes --requirement requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY engine engine
COPY app app
COPY nn_playground nn_playground
COPY static static
COPY templates templates
RUN /venv/bin/pip install --no-cache-dir --no-deps .

FROM python:3.13.7-slim-bookworm
RUN useradd --system --no-create-home --uid 10001 playground \
    && install --directory --owner=playground --mode=0700 /data
COPY --from=build /venv /venv
# The number, so that an orchestrator can tell that it is not root's.
USER 10001
WORKDIR /tmp
ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    PLAYGROUND_HOST=0.0.0.0 \
    PLAYGROUND_PORT=8000 \
    PLAYGROUND_DATA_DIR=/data
VOLUME /data
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=3s --start-period=10s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request; urllib.request.urlopen('http://127.0.0.1:' + os.environ['PLAYGROUND_PORT'] + '/healthz', timeout=2)"]
CMD ["nn-playground"]
