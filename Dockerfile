# Readout in one image, with a PostgreSQL of its own for who sets no DATABASE_URL. For amd64 and arm64:
#   docker build -t readout .
#   docker buildx build --platform linux/amd64,linux/arm64 -t readout .
ARG BUILD_IMAGE=docker.io/library/node:24-bookworm-slim
ARG RUN_IMAGE=docker.io/library/debian:bookworm-slim

FROM ${BUILD_IMAGE} AS build
WORKDIR /readout
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY . .
# The pages and the service are built, and what built them goes: what is left runs, and nothing else. Node itself is the one that npm
# brought, which is the one that was tested. What was built is of these sources and this list of packages, which it is compared with.
RUN npm run build \
  && mkdir -p /out/readout/client/style \
  && cp -R package-lock.json api db scripts seeds /out/readout/ \
  && install -D node_modules/node/bin/node /out/usr/local/bin/node \
  && npm pkg delete devDependencies dependencies.node \
  && npm prune --omit=dev --ignore-scripts --no-audit --no-fund \
  && cp -R package.json LICENSE node_modules /out/readout/ \
  && cp -R client/dist /out/readout/client/ \
  && cp client/style/tokens.css /out/readout/client/style/ \
  && rm -rf /out/readout/scripts/bench /out/readout/scripts/build /out/readout/scripts/deploy /out/readout/node_modules/.cache \
  && install -m 755 scripts/deploy/readout /out/usr/local/bin/readout

FROM ${RUN_IMAGE}
# PostgreSQL wants its user to have a name; most home servers run what they install as 1000.
RUN groupadd --gid 1000 readout \
  && useradd --uid 1000 --gid 1000 --no-create-home --home-dir /data --shell /usr/sbin/nologin readout \
  && install -d -o readout -g readout -m 700 /data
COPY --from=build /out /
ENV NODE_ENV=production \
  NODE_COMPILE_CACHE=/data/.compiled \
  HOST=0.0.0.0 \
  PORT=3000 \
  DATA_DIR=/data
WORKDIR /readout
USER 1000:1000
VOLUME /data
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/readyz`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--max-semi-space-size=8", "--heap-growing-percent=100", "--disable-warning=ExperimentalWarning", "scripts/start.ts"]
