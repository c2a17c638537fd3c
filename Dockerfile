FROM node:24-slim AS build
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY . .
RUN npm run build && chmod 0755 dist/cli/main.cjs

# Installed again rather than pruned: npm prune leaves the folders of what it takes away.
FROM node:24-slim AS dependencies
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --ignore-scripts

FROM node:24-slim
LABEL org.opencontainers.image.title="Fourport" \
    org.opencontainers.image.description="A local SMTP test server that behaves like ports 25, 465, 587 and 2525 at once, and says in one sentence what is wrong with a client's set-up" \
    org.opencontainers.image.version="0.1.0" \
    org.opencontainers.image.licenses="MIT"
WORKDIR /app
COPY package.json LICENSE ./
COPY --from=dependencies /build/node_modules ./node_modules
COPY --from=build /build/dist ./dist
COPY --from=build /build/docs ./docs
# /certs holds the CA with its key, and is the server's alone; /ca holds a copy of the certificate, and may be shared.
# Volumes at these places outlive the container, and take over owner and rights from here.
# /mail is for a volume too, where mail outlives the container: FOURPORT_STORE=/mail/mail.db. It is declared as none, so that
# no engine makes one that is not asked for.
RUN install -d -o node -g node -m 0700 /certs /mail /data && \
    install -d -o node -g node -m 0755 /ca && \
    ln -s /app/dist/cli/main.cjs /usr/local/bin/fourport
# Inside, every address is the container's own: who reaches it is decided where the ports are published.
# Strict, because a port that moved to its number plus 10000 would be published by nobody.
# Fewer arenas of glibc, and large pieces given back at once: in a control group of 256 MiB, reading five hostile messages
# took 90 to 100 MiB at its peak with this, and 114 without.
ENV NODE_ENV=production \
    MALLOC_ARENA_MAX=2 \
    MALLOC_MMAP_THRESHOLD_=131072 \
    FOURPORT_CERTS=/certs \
    FOURPORT_CA_COPY=/ca/ca.pem \
    FOURPORT_HOST=0.0.0.0 \
    FOURPORT_INSECURE_NO_AUTH=true \
    FOURPORT_STRICT_PORTS=true
# Not root, and no file capability on node: exec refuses such a file under cap_drop ALL. In a network of its own Docker
# frees ports below 1024 for every user (net.ipv4.ip_unprivileged_port_start=0, since 20.10); elsewhere see docs/container.md.
USER node
VOLUME ["/certs", "/ca"]
EXPOSE 25 465 587 2525 8025
STOPSIGNAL SIGTERM
# As often as a start can wait for the first one: --start-interval, which would allow a pause after it, stops a build
# before Docker 25. The time-out leaves the check its two seconds, and Node its start on a machine under load.
HEALTHCHECK --interval=5s --timeout=5s --start-period=15s --retries=3 \
    CMD ["fourport", "healthcheck"]
ENTRYPOINT ["fourport"]
CMD ["serve"]
