# One image for every service: the command says which one runs.
FROM node:22-bookworm-slim AS build
WORKDIR /opt/huiyin
COPY . .
# Installs and builds once; the stamps it leaves let the containers start without building again.
RUN node scripts/bootstrap.mjs build

FROM node:22-bookworm-slim
# Chromium reads sources whose lists are rendered by script.
RUN apt-get update && apt-get install -y --no-install-recommends chromium fonts-noto-cjk && rm -rf /var/lib/apt/lists/*
ENV NODE_ENV=production HUIYIN_HOST=0.0.0.0 HUIYIN_DATA=/var/lib/huiyin
WORKDIR /opt/huiyin
COPY --from=build --chown=node:node /opt/huiyin /opt/huiyin
RUN mkdir -p /var/lib/huiyin && chown node:node /var/lib/huiyin
USER node
ENTRYPOINT ["node", "cli/dist/main.js"]
CMD ["service", "api"]
