# Two stages, so that pip's caches and compilers stay out of what is shipped.
FROM python:3.13-slim-bookworm AS build
WORKDIR /src
COPY pyproject.toml README.md LICENSE ./
COPY engine engine
COPY app app
COPY static static
COPY templates templates
RUN python3 -m venv /venv && /venv/bin/pip install --no-cache-dir .

FROM python:3.13-slim-bookworm
RUN useradd --system --no-create-home --uid 10001 playground \
    && install --directory --owner=playground --mode=0700 /data
COPY --from=build /venv /venv
USER playground
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
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/healthz', timeout=2)"]
CMD ["nn-playground"]
