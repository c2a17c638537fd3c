FROM node:24-slim AS build
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY . .
RUN npm run build && npm prune --omit=dev --ignore-scripts

FROM node:24-slim
WORKDIR /app
COPY --from=build /build/package.json ./
COPY --from=build /build/node_modules ./node_modules
COPY --from=build /build/dist ./dist
COPY --from=build /build/docs ./docs
# The CA and its keys outlive the container in a volume; it takes over this folder's owner.
RUN install -d -o node -g node -m 0755 /certs
# Inside, every address is the container's own: who reaches it is decided where the ports are published.
# Strict, because a port that moved to its number plus 10000 would be published by nobody.
ENV NODE_ENV=production \
    FOURPORT_CERTS=/certs \
    FOURPORT_HOST=0.0.0.0 \
    FOURPORT_INSECURE_NO_AUTH=true \
    FOURPORT_STRICT_PORTS=true
# Not root, and no file capability on node: exec refuses such a file under cap_drop ALL. Ports below 1024 are free
# to everyone in a container's own network (net.ipv4.ip_unprivileged_port_start=0, the engine's default since Docker 20.10).
USER node
VOLUME ["/certs"]
EXPOSE 25 465 587 2525 8025
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=15s --start-interval=1s --retries=3 \
    CMD ["node", "/app/dist/cli/main.js", "healthcheck"]
ENTRYPOINT ["node", "/app/dist/cli/main.js"]
CMD ["serve"]
