# One image for every role: docker run writ:local gateway|topology|worker|sink|topics|...
#
# `docker compose up` builds it from the sources, with nothing but this engine. `./writ image` is quicker: it puts in what
# Maven built on this machine (JARS=built). Both kinds of Docker build, classic and BuildKit, take this file.

FROM debian:trixie-slim AS build
# source: build in here. built: take launcher/target/writ as it is.
ARG JARS=source
WORKDIR /src
COPY . .
# The folder of manuals is not in a slim image, and the JDK's package cannot be installed without it.
RUN if [ "$JARS" = source ]; then \
        mkdir -p /usr/share/man/man1 \
        && apt-get update -qq \
        && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
            openjdk-25-jdk-headless maven > /dev/null \
        && ./writ --version \
        && rm -rf /root/.m2 /var/lib/apt/lists/*; \
    fi \
    && mkdir -p /out/ours \
    && mv launcher/target/writ/lib /out/lib \
    && mv /out/lib/writ-*.jar /out/ours

FROM eclipse-temurin:25-jre
# State of the topology; belongs to Writ's user, and so does a new volume there.
RUN groupadd --gid 10001 writ \
    && useradd --uid 10001 --gid writ --no-create-home --home-dir /var/lib/writ --shell /usr/sbin/nologin writ \
    && install -d -o writ -g writ -m 750 /var/lib/writ
# From what seldom changes to what often does, so that a new build is a small layer.
COPY --from=build /out/lib /opt/writ/lib
COPY deploy/image/java.options deploy/image/ready LICENSE /opt/writ/
COPY --from=build /out/ours /opt/writ/lib
COPY --from=build /src/launcher/target/writ/writ.jar /opt/writ/
ARG VERSION=unknown
ARG REVISION=unknown
LABEL org.opencontainers.image.title="Writ" \
    org.opencontainers.image.description="Governs AI agents on Apache Kafka" \
    org.opencontainers.image.licenses="Apache-2.0" \
    org.opencontainers.image.version="$VERSION" \
    org.opencontainers.image.revision="$REVISION"
# Its own folder under /var/lib/writ, so that each container's state is in the volume that is mounted there.
ENV WRIT_GOVERNANCE_STATE_DIR=/var/lib/writ/topology
USER 10001:10001
WORKDIR /var/lib/writ
EXPOSE 8080 8082 8083 8084
# Java is process 1 and gets the signals itself. The heap is 60 % of the container's memory: the rest is for threads, code,
# network buffers and RocksDB. JDK_JAVA_OPTIONS adds or overrides options.
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=60", "@/opt/writ/java.options", "-jar", "/opt/writ/writ.jar"]
CMD ["--help"]
