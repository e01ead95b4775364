# cgoprof-repro with a Go and a C compiler, for a user who is not root:
#
#   docker build --tag cgoprof-repro .
#   docker run --rm --volume cgoprof-repro:/cache cgoprof-repro --go 1.23.0
#   docker run --rm --volume "$PWD:/work:ro" cgoprof-repro gate
FROM debian:trixie-20260918-slim@sha256:a99cfc517144bc59b1978475ec53b46ecabec7e43635402ee5b77cc54cd1b20a

# Debian's Go fetches the releases that are asked about. Versions are those of the suite, with its security updates.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --yes --no-install-recommends ca-certificates gcc golang-go libc6-dev nodejs \
    && rm -rf /var/lib/apt/lists/*

# The compiled command that the repository carries: no npm, and nothing is compiled here.
COPY package.json LICENSE /opt/cgoprof-repro/
COPY bin /opt/cgoprof-repro/bin
COPY prebuilt /opt/cgoprof-repro/dist/bundle
COPY go-fixtures /opt/cgoprof-repro/go-fixtures
COPY c-fixtures /opt/cgoprof-repro/c-fixtures
COPY schema /opt/cgoprof-repro/schema

RUN ln -s /opt/cgoprof-repro/bin/cgoprof-repro.js /usr/local/bin/cgoprof-repro \
    && useradd --uid 10001 --create-home cgoprof-repro \
    && install --directory --owner=cgoprof-repro --group=cgoprof-repro --mode=0700 /cache /work

# Toolchains (250 MB each) and builds are kept in a volume; a program that is built must be allowed to run from it.
ENV CGOPROF_REPRO_CACHE=/cache
VOLUME /cache
USER 10001
WORKDIR /work
ENTRYPOINT ["cgoprof-repro"]
